import { defineReduction } from './reduction';

export const reduceSum = defineReduction({
  name: 'ReduceSum',
  summary: 'the sum over the named axes (ONNX ReduceSum)',
  gradient: ({ builder: b, x, dy }) => b.expandLike(dy, x),
});
