/** How many channels this processor's blocked convolutions take side by side: 16 with AVX-512, 8 with AVX2, none on others. */
import { encodeModel } from '../onnx/encode';
import { BLOCKED_DOMAIN } from '../onnx/model';
import { openSession } from './onnx-runtime';

let known: Promise<number | undefined> | undefined;

/** The answer is a property of the machine: the runtime is asked once. */
export function blockSize(): Promise<number | undefined> {
  return (known ??= probe());
}

/** Reordering four channels fills them up to one block. */
async function probe(): Promise<number | undefined> {
  const model = encodeModel({
    name: 'block-size',
    inputs: [{ name: 'x', dtype: 'float32', shape: [1, 4, 1, 1] }],
    outputs: [{ name: 'y', dtype: 'float32', shape: [1, 'C', 1, 1] }],
    initializers: [],
    nodes: [{ op: 'ReorderInput', name: 'probe', inputs: ['x'], outputs: ['y'], domain: BLOCKED_DOMAIN }],
  });
  try {
    const session = await openSession(model, { backend: 'cpu', threads: 1 });
    const results = await session.run(new Map([['x', { dtype: 'float32', shape: [1, 4, 1, 1], data: new Float32Array(4) }]]));
    await session.close();
    return results.get('y')!.shape[1];
  } catch {
    // The kernel refuses to exist where the processor has no such layout.
    return undefined;
  }
}
