import { defineUnary } from './elementwise';

export const sqrt = defineUnary({
  name: 'Sqrt',
  summary: 'y = √x (ONNX Sqrt)',
  gradient: ({ builder: b, y, dy }) => b.div(b.mul(dy, 0.5), y),
});
