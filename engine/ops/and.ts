import { defineBinary } from './elementwise';

export const and = defineBinary({
  name: 'And',
  summary: 'a ∧ b with broadcasting (ONNX And)',
  gradient: { notDifferentiable: 'it works on truth values' },
  result: 'bool',
});
