/** Two documents with weights of their own, answering the same random picture in the runtime. */
import { RandomStream } from '../../engine/core/random';
import type { LoomDocument } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { baked } from '../../engine/run/compress/source';
import { initialTensors } from '../../engine/run/initial-tensors';
import { openSession } from '../../engine/run/onnx-runtime';

const ROWS = 3;

/** The first answer of each. */
export async function runBoth(...documents: readonly LoomDocument[]): Promise<Float32Array[]> {
  const answers: Float32Array[] = [];
  for (const document of documents) {
    const network = inferNetwork(document);
    const session = await openSession(baked(document, initialTensors(network.tensors, 5)), { backend: 'cpu', threads: 1 });
    const input = network.nodes.find(({ definition }) => definition?.source)!;
    const shape = [ROWS, ...(input.sizes!.outputs[0] as number[])];
    const stream = new RandomStream(1, 'picture');
    const data = Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => stream.normal());
    const results = await session.run(new Map([[input.flat.path, { dtype: 'float32', shape, data }]]));
    answers.push([...results.values()][0]!.data as Float32Array);
    await session.close();
  }
  return answers;
}
