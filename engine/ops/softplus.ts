import { defineUnary } from './elementwise';

export const softplus = defineUnary({
  name: 'Softplus',
  summary: 'y = ln(1 + eˣ) (ONNX Softplus)',
  gradient: ({ builder: b, x, dy }) => b.mul(dy, b.sigmoid(x)),
});
