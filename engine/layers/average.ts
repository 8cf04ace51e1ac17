import { defineMerge } from './merge';

export const average = defineMerge({
  type: 'average',
  title: 'Average',
  summary: 'Takes the mean of its inputs element by element',
  text: 'Combines branches that say the same thing, such as the members of an ensemble.',
  formula: String.raw`y = \frac{1}{K} \sum_k x_k`,
  source: 'ONNX Mean',
  lower: (b, operands) => b.mul(operands.reduce((sum, operand) => b.add(sum, operand)), 1 / operands.length),
  torch: (operands) => `(${operands.join(' + ')}) / ${operands.length}`,
});
