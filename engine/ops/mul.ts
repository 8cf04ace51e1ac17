import { defineBinary } from './elementwise';

export const mul = defineBinary({
  name: 'Mul',
  summary: 'y = a · b with broadcasting (ONNX Mul)',
  gradient: {
    a: ({ builder, b, dy }) => builder.mul(dy, b),
    b: ({ builder, a, dy }) => builder.mul(dy, a),
  },
});
