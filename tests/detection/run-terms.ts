/** Op graphs of a few values in double precision, by the independent interpreter. */
import { differentiate } from '../../engine/compile/3-autodiff';
import { expandComposites } from '../../engine/compile/7-expand';
import { BATCH, type Shape } from '../../engine/core/shape';
import { Builder } from '../../engine/ops/builder';
import type { Value } from '../../engine/ops/graph';
import { interpret } from '../interpreter/interpret';

export interface Given {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** What `write` makes of the given values, each with the batch first. */
export function compute(given: readonly Given[], write: (builder: Builder, values: readonly Value[]) => readonly Value[]): number[][] {
  const builder = new Builder();
  const values = given.map(({ shape }, index) => builder.input({ dtype: 'float32', shape: batched(shape) }, { kind: 'feature', node: `x${index}` }));
  write(builder, values).forEach((value, index) => builder.output(value, { kind: 'trace', node: 'y', name: String(index) }));
  const graph = expandComposites(builder.finish(), { backend: 'cpu', choose: (_op, _key, [first]) => first });
  const feeds = Object.fromEntries(given.map(({ shape, data }, index) => [`x${index}`, { shape, data: Float64Array.from(data) }]));
  return interpret(graph, feeds).map(({ data }) => [...data]);
}

/** The values, and the gradients of their sum. */
export function withGradients(given: readonly Given[], write: (builder: Builder, values: readonly Value[]) => Value): { readonly values: number[]; readonly gradients: number[][] } {
  const [values, ...gradients] = compute(given, (b, operands) => {
    const result = write(b, operands);
    const total = b.sum(result, result.shape.map((_, axis) => axis));
    return [result, ...differentiate(b, total, operands).map((gradient, index) => gradient ?? b.mul(operands[index]!, 0))];
  });
  return { values: values!, gradients };
}

function batched([, ...rest]: readonly number[]): Shape {
  return [BATCH, ...rest];
}
