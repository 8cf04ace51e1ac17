import { defineUnary } from './elementwise';

export const relu = defineUnary({
  name: 'Relu',
  summary: 'y = max(x, 0) (ONNX Relu); the gradient at 0 is 0',
  gradient: ({ builder: b, y, dy }) => b.one('ReluGrad', [y, dy], {}),
});
