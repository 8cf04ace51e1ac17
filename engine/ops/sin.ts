import { defineUnary } from './elementwise';

export const sin = defineUnary({
  name: 'Sin',
  summary: 'y = sin x (ONNX Sin)',
  gradient: ({ builder: b, x, dy }) => b.mul(dy, b.one('Cos', [x], {})),
});
