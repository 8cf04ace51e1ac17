import { defineBinary } from './elementwise';

export const add = defineBinary({
  name: 'Add',
  summary: 'y = a + b with broadcasting (ONNX Add)',
  gradient: {
    a: ({ dy }) => dy,
    b: ({ dy }) => dy,
  },
});
