import { defineMerge } from './merge';

export const maximum = defineMerge({
  type: 'maximum',
  title: 'Maximum',
  summary: 'Keeps the largest of its inputs element by element',
  text: 'With Dense branches it makes a maxout unit. Where two values tie, they share the gradient.',
  formula: String.raw`y = \max_k x_k`,
  source: 'Goodfellow et al. 2013 (maxout); ONNX Max',
  lower: (b, operands) => operands.reduce((largest, operand) => b.max(largest, operand)),
  torch: (operands) => operands.reduce((largest, operand) => `torch.maximum(${largest}, ${operand})`),
});
