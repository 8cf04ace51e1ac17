/** Training steps of single ops, computed in two ways. */
import { expect } from 'vitest';
import { differentiate } from '../../engine/compile/3-autodiff';
import { expandComposites } from '../../engine/compile/7-expand';
import { simplify } from '../../engine/compile/8-simplify';
import { verify } from '../../engine/compile/verify';
import { RandomStream } from '../../engine/core/random';
import type { Dim } from '../../engine/core/shape';
import { Builder } from '../../engine/ops/builder';
import type { LoweringTarget } from '../../engine/ops/define-op';
import { bindingName, type Graph, type Value } from '../../engine/ops/graph';
import type { Feeds } from '../interpreter/interpret';
import type { NdArray } from '../interpreter/nd-array';
import { loadOnnx } from '../ops/run-onnx';

const TARGET: LoweringTarget = { backend: 'cpu', choose: (_op, _key, [first]) => first };

/** Every output of `body`, and the gradients of their sum (weighted at random) with respect to all its tensors. */
export function stepGraph(body: (b: Builder, tensor: (name: string, shape: readonly Dim[]) => Value) => Value): Graph {
  const builder = new Builder();
  const tensors: [string, Value][] = [];
  const y = body(builder, (name, shape) => {
    const value = builder.input({ dtype: 'float32', shape }, { kind: 'feature', node: name });
    tensors.push([name, value]);
    return value;
  });
  const direction = builder.input(y, { kind: 'feature', node: 'direction' });
  const objective = builder.sum(builder.mul(y, direction), y.shape.map((_, axis) => axis));
  builder.output(y, { kind: 'trace', node: 'y', name: '' });
  const gradients = differentiate(builder, objective, tensors.map(([, value]) => value));
  gradients.forEach((gradient, index) => gradient && builder.output(gradient, { kind: 'gradient', key: tensors[index]![0] }));
  return builder.finish();
}

function feeds(graph: Graph): Feeds {
  return Object.fromEntries(
    graph.inputs.map(({ value, binding }) => {
      const name = bindingName(binding);
      const random = new RandomStream(name);
      const shape = value.shape as readonly number[];
      return [name, { shape, data: Float64Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => Math.fround(random.normal())) }];
    }),
  );
}

/** Runs both graphs of one step twice and compares what they give, weights and all. */
export async function expectSameStep(plain: Graph, changed: Graph): Promise<void> {
  const fed = feeds(plain);
  const results: NdArray[][] = [];
  for (const graph of [plain, changed]) {
    const simple = simplify(expandComposites(graph, TARGET));
    verify(simple, '8-simplify', { primitive: true });
    const runner = await loadOnnx(simple);
    const [first, second] = [await runner.run(fed), await runner.run(fed)];
    expect(second.map((value, index) => distance(value, first[index]!)), 'a second run, bit for bit').toEqual(first.map(() => 0));
    results.push(first);
    await runner.release();
  }
  results[1]!.forEach((value, index) => expect(distance(value, results[0]![index]!), `output ${index}`).toBeLessThan(1e-4));
}

/** ‖a − b‖ / ‖b‖: single numbers of a long float32 sum may be further apart. */
function distance(a: NdArray, b: NdArray): number {
  const norm = (values: Float64Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return norm(a.data.map((value, index) => value - b.data[index]!)) / (norm(b.data) + 1e-3);
}
