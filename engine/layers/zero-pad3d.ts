import { defineZeroPad } from './edge-forms';

export const zeroPad3d = defineZeroPad({
  type: 'zero-pad3d',
  form: '3d',
  title: 'ZeroPad3D',
  summary: 'Surrounds a volume with zeros',
  text: 'Lets a following window reach the edges of a scan or a film.',
  source: 'ONNX Pad',
  examples: [{ title: 'On all sides', parameters: {}, inputs: [[2, 3, 4, 5]], outputs: [[2, 5, 6, 7]], parameterCount: 0, macs: 0 }],
});
