/** Tensors on disk: checkpoints and weights, of any size. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Tensor } from '../core/dtype';
import { encodeSafetensors, SafetensorsReader, type Safetensors } from '../document/safetensors';
import { writeFileAtomically } from './atomic-write';
import { explaining } from './file-problem';

/** The tensors must not change until the promise settles: their own memory is written. */
export async function writeSafetensorsFile(path: string, tensors: Iterable<readonly [string, Tensor]>, metadata: Readonly<Record<string, string>> = {}): Promise<void> {
  await writeFileAtomically(path, encodeSafetensors(tensors, metadata));
}

/** Throws LoomError where the file is missing or damaged. */
export async function readSafetensorsFile(path: string): Promise<Safetensors> {
  return explaining(path, 'read', async () => {
    const { size } = await stat(path);
    const reader = new SafetensorsReader(size, path);
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) reader.push(chunk as Uint8Array);
    return reader.finish();
  });
}
