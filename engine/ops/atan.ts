import { defineUnary } from './elementwise';

export const atan = defineUnary({
  name: 'Atan',
  summary: 'y = arctan x, between −π/2 and π/2 (ONNX Atan)',
  gradient: ({ builder: b, x, dy }) => b.div(dy, b.add(b.square(x), 1)),
});
