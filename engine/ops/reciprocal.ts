import { defineUnary } from './elementwise';

export const reciprocal = defineUnary({
  name: 'Reciprocal',
  summary: 'y = 1/x (ONNX Reciprocal)',
  gradient: ({ builder: b, y, dy }) => b.neg(b.mul(dy, b.square(y))),
});
