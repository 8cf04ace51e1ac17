/** Runs an op graph with ONNX Runtime; inputs and outputs go by the names of their bindings. */
import * as ort from 'onnxruntime-node';
import { finish } from '../../engine/compile/pipeline';
import type { TypedArrays } from '../../engine/core/dtype';
import { bindShape, type Shape } from '../../engine/core/shape';
import type { LoweringTarget } from '../../engine/ops/define-op';
import { bindingName, type Graph } from '../../engine/ops/graph';

export interface Result {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

type Fill = (name: string, shape: readonly number[]) => TypedArrays[keyof TypedArrays];

/** No tuning: the first formulation of every op. */
export const FIRST_VARIANT: LoweringTarget = { backend: 'cpu', choose: (_op, _key, [first]) => first };

export async function runGraph(graph: Graph, batch: number, fill: Fill): Promise<ReadonlyMap<string, Result>> {
  const compiled = finish(graph, FIRST_VARIANT, 'test');
  const session = await ort.InferenceSession.create(compiled.onnx, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  try {
    const bound = (shape: Shape) => bindShape(shape, { N: batch });
    const feeds = compiled.inputs.map(({ name, dtype, shape }) => {
      const sizes = bound(shape);
      return [name, new ort.Tensor(dtype as 'float32', fill(name, sizes) as Float32Array, sizes)] as const;
    });
    const results = await session.run(Object.fromEntries(feeds));
    return new Map(compiled.outputs.map(({ name, binding, shape }) => {
      const { dims, data } = results[name]!;
      // What the builder inferred is what the runtime gives.
      if (dims.join() !== bound(shape).join()) throw new Error(`${name} is ${dims.join('×')}, inferred ${bound(shape).join('×')}`);
      return [bindingName(binding), { shape: dims, data: data as Float32Array }];
    }));
  } finally {
    await session.release();
  }
}
