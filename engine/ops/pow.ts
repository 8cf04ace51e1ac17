import { defineBinary } from './elementwise';

export const pow = defineBinary({
  name: 'Pow',
  summary: 'y = aᵇ with broadcasting, a > 0 where b is trained (ONNX Pow)',
  gradient: {
    a: ({ builder, a, b, dy }) => builder.mul(dy, builder.mul(b, builder.one('Pow', [a, builder.sub(b, 1)], {}))),
    b: ({ builder, a, y, dy }) => builder.mul(dy, builder.mul(y, builder.log(a))),
  },
});
