import { defineBinary } from './elementwise';

export const greaterOrEqual = defineBinary({
  name: 'GreaterOrEqual',
  summary: 'a ≥ b with broadcasting (ONNX GreaterOrEqual)',
  gradient: { notDifferentiable: 'a comparison is flat almost everywhere' },
  result: 'bool',
});
