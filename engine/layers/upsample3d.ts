import { defineUpsample } from './edge-forms';

export const upsample3d = defineUpsample({
  type: 'upsample3d',
  form: '3d',
  title: 'Upsample3D',
  summary: 'Enlarges a volume by repeating its cells',
  text: 'Nothing is learned: a Conv3D usually follows.',
  source: 'ONNX Resize (asymmetric, floor)',
  examples: [{ title: 'Every picture as before, twice as many', parameters: { factor: [2, 1, 1] }, inputs: [[3, 4, 5, 5]], outputs: [[3, 8, 5, 5]], parameterCount: 0, macs: 0 }],
});
