import { defineReduction } from './reduction';

export const reduceSumSquare = defineReduction({
  name: 'ReduceSumSquare',
  summary: 'the sum of squares over the named axes (ONNX ReduceSumSquare)',
  gradient: ({ builder: b, x, dy }) => b.mul(b.mul(x, 2), dy),
});
