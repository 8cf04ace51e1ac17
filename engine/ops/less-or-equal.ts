import { defineBinary } from './elementwise';

export const lessOrEqual = defineBinary({
  name: 'LessOrEqual',
  summary: 'a ≤ b with broadcasting (ONNX LessOrEqual)',
  gradient: { notDifferentiable: 'a comparison is flat almost everywhere' },
  result: 'bool',
});
