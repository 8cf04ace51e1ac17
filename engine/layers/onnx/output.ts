import { defineLayer, ONE_INPUT } from '../define-layer';

export const onnxOutput = defineLayer<Record<string, never>>({
  type: 'onnx-output',
  version: 1,
  title: 'ONNX output',
  category: 'input-output',
  summary: 'An answer of an imported file that no column of the data is compared with',
  documentation: {
    text: 'Passes on what it gets, whatever its type. It has no loss: what only leads here is not trained.',
    source: 'A graph output of ONNX',
  },
  parameters: {},
  inputs: ONE_INPUT,
  outputs: [],
  shape: ({ inputs }) => inputs,
  lower: ({ inputs }) => inputs,
  torch: () => ({ forward: ([value]) => value! }),
  answer: true,
  examples: [{ title: 'Any shape', parameters: {}, inputs: [[3, 4]], outputs: [[3, 4]], parameterCount: 0, macs: 0 }],
});
