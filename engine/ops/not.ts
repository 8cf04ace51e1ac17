import { defineUnary } from './elementwise';

export const not = defineUnary({
  name: 'Not',
  summary: 'y = ¬x (ONNX Not)',
  gradient: { notDifferentiable: 'it works on truth values' },
});
