import { defineUnary } from './elementwise';

export const exp = defineUnary({
  name: 'Exp',
  summary: 'y = eˣ (ONNX Exp)',
  gradient: ({ builder: b, y, dy }) => b.mul(dy, y),
});
