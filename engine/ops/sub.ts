import { defineBinary } from './elementwise';

export const sub = defineBinary({
  name: 'Sub',
  summary: 'y = a − b with broadcasting (ONNX Sub)',
  gradient: {
    a: ({ dy }) => dy,
    b: ({ builder, dy }) => builder.neg(dy),
  },
});
