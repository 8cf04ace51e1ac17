/** What Max and Min share: a broadcast choice between two operands whose ties share the gradient, as in PyTorch. */
import type { Builder } from './builder';
import type { PrimitiveOp } from './define-op';
import { defineBinary } from './elementwise';
import type { Value } from './graph';

/** 1 where `chosen` beats `other`, ½ where both are equal, else 0. */
function share(b: Builder, beats: 'greater' | 'less', chosen: Value, other: Value): Value {
  const wins = b.cast(b[beats](chosen, other), 'float32');
  return b.add(wins, b.mul(b.cast(b.equal(chosen, other), 'float32'), 0.5));
}

export function defineExtremum(name: 'Max' | 'Min', summary: string, beats: 'greater' | 'less'): PrimitiveOp<Record<string, never>> {
  return defineBinary({
    name,
    summary,
    gradient: {
      a: ({ builder, a, b, dy }) => builder.mul(dy, share(builder, beats, a, b)),
      b: ({ builder, a, b, dy }) => builder.mul(dy, share(builder, beats, b, a)),
    },
  });
}
