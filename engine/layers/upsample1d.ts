import { defineUpsample } from './edge-forms';

export const upsample1d = defineUpsample({
  type: 'upsample1d',
  form: '1d',
  title: 'Upsample1D',
  summary: 'Lengthens a sequence by repeating its steps',
  text: 'Nothing is learned: a Conv1D usually follows.',
  source: 'ONNX Resize (asymmetric, floor)',
  examples: [{ title: 'Twice as long', parameters: {}, inputs: [[10, 4]], outputs: [[20, 4]], parameterCount: 0, macs: 0 }],
});
