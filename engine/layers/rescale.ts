import { number } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';

export const rescale = defineLayer<{ scale: number; offset: number }>({
  type: 'rescale',
  version: 1,
  title: 'Rescale',
  category: 'normalization',
  summary: 'Multiplies all values by a number and adds another',
  documentation: {
    text: 'Brings pixels from 0 to 1 to the range that a network was trained on, or weakens a branch. Both numbers are fixed; ScaleShift has trained ones.',
    formulas: [String.raw`y = s x + o`],
    source: 'ONNX Mul and Add',
  },
  parameters: {
    scale: number({ label: 'Scale', help: 'What values are multiplied by', default: 2 }),
    offset: number({ label: 'Offset', help: 'What is added afterwards', default: -1 }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs }) => inputs,
  lower: ({ builder: b, inputs: [x], parameters: { scale, offset } }) => [b.add(b.mul(x!, scale), offset)],
  torch: ({ parameters: { scale, offset } }) => ({ forward: ([value]) => `${value} * ${scale} + ${offset}` }),
  examples: [{ title: 'From 0 … 1 to −1 … 1', parameters: {}, inputs: [[3, 32, 32]], outputs: [[3, 32, 32]], parameterCount: 0, macs: 0 }],
});
