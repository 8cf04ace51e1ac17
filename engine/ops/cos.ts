import { defineUnary } from './elementwise';

export const cos = defineUnary({
  name: 'Cos',
  summary: 'y = cos x (ONNX Cos)',
  gradient: ({ builder: b, x, dy }) => b.neg(b.mul(dy, b.one('Sin', [x], {}))),
});
