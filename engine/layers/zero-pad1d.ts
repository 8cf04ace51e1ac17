import { defineZeroPad } from './edge-forms';

export const zeroPad1d = defineZeroPad({
  type: 'zero-pad1d',
  form: '1d',
  title: 'ZeroPad1D',
  summary: 'Puts zeros before and after a sequence',
  text: 'Lets a following window reach the ends. With all of them in front, a convolution sees no later steps.',
  source: 'ONNX Pad',
  examples: [{ title: 'Two steps in front', parameters: { pads: [2, 0] }, inputs: [[20, 8]], outputs: [[22, 8]], parameterCount: 0, macs: 0 }],
});
