import { defineUnary } from './elementwise';

export const identity = defineUnary({
  name: 'Identity',
  summary: 'y = x (ONNX Identity)',
  gradient: ({ dy }) => dy,
});
