import { defineUnary } from './elementwise';

export const sigmoid = defineUnary({
  name: 'Sigmoid',
  summary: 'y = 1/(1 + e⁻ˣ) (ONNX Sigmoid)',
  gradient: ({ builder: b, y, dy }) => b.mul(dy, b.mul(y, b.sub(1, y))),
});
