import { defineBinary } from './elementwise';

export const greater = defineBinary({
  name: 'Greater',
  summary: 'a > b with broadcasting (ONNX Greater)',
  gradient: { notDifferentiable: 'a comparison is flat almost everywhere' },
  result: 'bool',
});
