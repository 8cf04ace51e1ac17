import { defineBinary } from './elementwise';

export const less = defineBinary({
  name: 'Less',
  summary: 'a < b with broadcasting (ONNX Less)',
  gradient: { notDifferentiable: 'a comparison is flat almost everywhere' },
  result: 'bool',
});
