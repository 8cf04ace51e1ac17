import { defineUnary } from './elementwise';

export const tanh = defineUnary({
  name: 'Tanh',
  summary: 'y = tanh x (ONNX Tanh)',
  gradient: ({ builder: b, y, dy }) => b.mul(dy, b.sub(1, b.square(y))),
});
