import type { Builder } from './builder';
import { defineBinary } from './elementwise';
import type { Value } from './graph';

/** 1 where `winner` is the smaller, ½ where both are equal (as PyTorch does), else 0. */
function share(b: Builder, winner: Value, other: Value): Value {
  const wins = b.cast(b.less(winner, other), 'float32');
  return b.add(wins, b.mul(b.cast(b.equal(winner, other), 'float32'), 0.5));
}

export const min = defineBinary({
  name: 'Min',
  summary: 'the smaller of a and b with broadcasting (ONNX Min); ties share the gradient',
  gradient: {
    a: ({ builder, a, b, dy }) => builder.mul(dy, share(builder, a, b)),
    b: ({ builder, a, b, dy }) => builder.mul(dy, share(builder, b, a)),
  },
});
