import { defineLayer, ONE_OUTPUT } from './define-layer';
import { equalShape } from './merge';

const PORTS = [
  { name: 'a', help: 'What is subtracted from' },
  { name: 'b', help: 'What is subtracted' },
] as const;

export const subtract = defineLayer<Record<string, never>>({
  type: 'subtract',
  version: 1,
  title: 'Subtract',
  category: 'merge',
  summary: 'The first input minus the second, element by element',
  documentation: {
    text: 'Shows what differs between two branches, such as a picture and its background.',
    formulas: ['y = a - b'],
    source: 'ONNX Sub',
  },
  parameters: {},
  inputs: PORTS,
  outputs: ONE_OUTPUT,
  shape: ({ inputs }) => [equalShape(inputs, (index) => PORTS[index]!.name)],
  lower: ({ builder, inputs: [a, b] }) => [builder.sub(a!, b!)],
  torch: () => ({ forward: ([a, b]) => `${a} - ${b}` }),
  examples: [{ title: 'Two pictures', parameters: {}, inputs: [[3, 8, 8], [3, 8, 8]], outputs: [[3, 8, 8]], parameterCount: 0, macs: 0 }],
});
