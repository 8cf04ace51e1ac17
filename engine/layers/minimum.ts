import { defineMerge } from './merge';

export const minimum = defineMerge({
  type: 'minimum',
  title: 'Minimum',
  summary: 'Keeps the smallest of its inputs element by element',
  text: 'A fuzzy AND of branches. Where two values tie, they share the gradient.',
  formula: String.raw`y = \min_k x_k`,
  source: 'ONNX Min',
  lower: (b, operands) => operands.reduce((smallest, operand) => b.min(smallest, operand)),
  torch: (operands) => operands.reduce((smallest, operand) => `torch.minimum(${smallest}, ${operand})`),
});
