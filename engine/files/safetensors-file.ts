/** Tensors on disk: checkpoints and weights, of any size. */
import { createReadStream } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import type { Tensor } from '../core/dtype';
import { encodeSafetensors, safetensorsHeaderBytes, SAFETENSORS_PREFIX_BYTES, safetensorsMetadata, SafetensorsReader, type Safetensors } from '../document/safetensors';
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

/** What stands in the head of a file, without reading its tensors. Throws LoomError where it is missing or damaged. */
export async function readSafetensorsMetadata(path: string): Promise<Safetensors['metadata']> {
  return explaining(path, 'read', async () => {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const prefix = await readBytes(file, SAFETENSORS_PREFIX_BYTES, 0);
      return safetensorsMetadata(await readBytes(file, safetensorsHeaderBytes(prefix, size, path), SAFETENSORS_PREFIX_BYTES), path);
    } finally {
      await file.close();
    }
  });
}

/** Fewer where the file ends early. */
async function readBytes(file: FileHandle, length: number, position: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
