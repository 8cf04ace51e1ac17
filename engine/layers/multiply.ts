import { formatShape, type Dim, type Shape } from '../core/shape';
import { defineLayer, LayerProblem, ONE_OUTPUT } from './define-layer';
import { MERGED } from './merge';

export const multiply = defineLayer<Record<string, never>>({
  type: 'multiply',
  version: 1,
  title: 'Multiply',
  category: 'merge',
  summary: 'Multiplies its inputs element by element',
  documentation: {
    text: 'Lets one branch gate another. An axis of size 1 is repeated: attention over channels multiplies by C×1×1, attention over places by 1×h×w.',
    formulas: [String.raw`y = \prod_k x_k`],
    source: 'Hu et al. 2018 (squeeze and excitation); Woo et al. 2018 (CBAM); ONNX Mul',
  },
  parameters: {},
  inputs: MERGED,
  outputs: ONE_OUTPUT,
  shape: ({ inputs }) => [inputs.reduce((product, shape, index) => (index === 0 ? shape : repeatedShape(product, shape, index)))],
  lower: ({ builder: b, inputs }) => [inputs.reduce((product, operand) => b.mul(product, operand))],
  torch: () => ({ forward: (operands) => operands.join(' * ') }),
  examples: [
    { title: 'A gate', parameters: {}, inputs: [[20], [20]], outputs: [[20]], parameterCount: 0, macs: 0 },
    { title: 'Attention over channels, then over places', parameters: {}, inputs: [[32, 7, 9], [32, 1, 1], [1, 7, 9]], outputs: [[32, 7, 9]], parameterCount: 0, macs: 0 },
  ],
});

function repeatedShape(before: Shape, shape: Shape, index: number): Dim[] {
  const fits = before.length === shape.length && shape.every((size, axis) => size === before[axis] || size === 1 || before[axis] === 1);
  if (fits) return shape.map((size, axis) => (size === 1 ? before[axis]! : size));
  const port = `${MERGED.prefix}${index + 1}`;
  throw new LayerProblem(`needs equal shapes or sizes of 1, but ${index === 1 ? `${MERGED.prefix}1 is` : 'what comes before is'} ${formatShape(before)} and ${port} is ${formatShape(shape)}`, {
    port,
    expected: formatShape(before),
    found: formatShape(shape),
  });
}
