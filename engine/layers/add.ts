import { defineMerge } from './merge';

export const add = defineMerge({
  type: 'add',
  title: 'Add',
  summary: 'Adds its inputs element by element',
  text: 'Joins a shortcut to its branch in a residual block; each branch gets the whole gradient.',
  formula: String.raw`y = \sum_k x_k`,
  source: 'He et al. 2015 (ResNet); ONNX Add',
  lower: (b, operands) => operands.reduce((sum, operand) => b.add(sum, operand)),
  torch: (operands) => operands.join(' + '),
});
