import { defineUnary } from './elementwise';

export const floor = defineUnary({
  name: 'Floor',
  summary: 'y = ⌊x⌋ (ONNX Floor)',
  gradient: { notDifferentiable: 'floor is flat almost everywhere' },
});
