import { defineBinary } from './elementwise';

export const div = defineBinary({
  name: 'Div',
  summary: 'y = a / b with broadcasting (ONNX Div)',
  gradient: {
    a: ({ builder, b, dy }) => builder.div(dy, b),
    b: ({ builder, b, y, dy }) => builder.neg(builder.div(builder.mul(dy, y), b)),
  },
});
