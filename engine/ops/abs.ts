import { defineUnary } from './elementwise';

export const abs = defineUnary({
  name: 'Abs',
  summary: 'y = |x| (ONNX Abs); the gradient at 0 is 0',
  gradient: ({ builder: b, x, dy }) => b.mul(dy, b.sub(b.cast(b.greater(x, 0), 'float32'), b.cast(b.less(x, 0), 'float32'))),
});
