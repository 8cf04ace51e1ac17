import { defineUnary } from './elementwise';

export const erf = defineUnary({
  name: 'Erf',
  summary: 'y = erf x (ONNX Erf)',
  gradient: ({ builder: b, x, dy }) => b.mul(dy, b.mul(b.exp(b.neg(b.square(x))), 2 / Math.sqrt(Math.PI))),
});
