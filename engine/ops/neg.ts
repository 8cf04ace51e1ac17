import { defineUnary } from './elementwise';

export const neg = defineUnary({
  name: 'Neg',
  summary: 'y = −x (ONNX Neg)',
  gradient: ({ builder: b, dy }) => b.neg(dy),
});
