/** Runs an op graph as an ONNX file in ONNX Runtime on the CPU. */
import * as ort from 'onnxruntime-node';
import { emitOnnx } from '../../engine/compile/9-emit-onnx';
import { allocate, type DType } from '../../engine/core/dtype';
import { encodeModel } from '../../engine/onnx/encode';
import { bindingName, type Graph } from '../../engine/ops/graph';
import type { Feeds } from '../interpreter/interpret';
import type { NdArray } from '../interpreter/nd-array';

export interface OnnxRunner {
  /** The graph's outputs, in their order. */
  run(feeds: Feeds): Promise<NdArray[]>;
  release(): Promise<void>;
}

export async function loadOnnx(graph: Graph): Promise<OnnxRunner> {
  const model = emitOnnx(graph, 'test');
  const session = await ort.InferenceSession.create(encodeModel(model), { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 });
  return {
    run: async (feeds) => {
      const named = graph.inputs.map(({ value, binding }) => {
        const { shape, data } = feeds[bindingName(binding)]!;
        return [bindingName(binding), new ort.Tensor(value.dtype as 'float32', convert(value.dtype, data), shape)] as const;
      });
      const results = await session.run(Object.fromEntries(named));
      return model.outputs.map(({ name }) => {
        const { dims, data } = results[name]!;
        return { shape: dims, data: Float64Array.from(data as ArrayLike<number | bigint>, Number) };
      });
    },
    release: () => session.release(),
  };
}

function convert(dtype: DType, values: Float64Array) {
  const data = allocate(dtype, values.length);
  values.forEach((value, index) => {
    if (data instanceof BigInt64Array) data[index] = BigInt(value);
    else data[index] = value;
  });
  return data;
}
