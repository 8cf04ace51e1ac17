import { defineUnary } from './elementwise';

export const log = defineUnary({
  name: 'Log',
  summary: 'y = ln x (ONNX Log)',
  gradient: ({ builder: b, x, dy }) => b.div(dy, x),
});
