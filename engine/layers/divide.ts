import { defineLayer, ONE_OUTPUT } from './define-layer';
import { equalShape } from './merge';

const PORTS = [
  { name: 'a', help: 'What is divided' },
  { name: 'b', help: 'What it is divided by; never zero' },
] as const;

export const divide = defineLayer<Record<string, never>>({
  type: 'divide',
  version: 1,
  title: 'Divide',
  category: 'merge',
  summary: 'The first input divided by the second, element by element',
  documentation: {
    text: 'Brings one branch into proportion to another. Where the second is zero the result is infinite, so something before it should keep it away from there, such as a Softplus.',
    formulas: [String.raw`y = a / b`],
    source: 'ONNX Div',
  },
  parameters: {},
  inputs: PORTS,
  outputs: ONE_OUTPUT,
  shape: ({ inputs }) => [equalShape(inputs, (index) => PORTS[index]!.name)],
  lower: ({ builder, inputs: [a, b] }) => [builder.div(a!, b!)],
  torch: () => ({ forward: ([a, b]) => `${a} / ${b}` }),
  examples: [{ title: 'A share of the whole', parameters: {}, inputs: [[5], [5]], outputs: [[5]], parameterCount: 0, macs: 0 }],
});
