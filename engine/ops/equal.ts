import { defineBinary } from './elementwise';

export const equal = defineBinary({
  name: 'Equal',
  summary: 'a = b with broadcasting (ONNX Equal)',
  gradient: { notDifferentiable: 'a comparison is flat almost everywhere' },
  result: 'bool',
});
