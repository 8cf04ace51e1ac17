/** Single tensors as files: .npy for NumPy, .safetensors for everything else. */
import { asFloat32 } from '../../engine/core/as-float32';
import { fail } from '../../engine/core/diagnostic';
import type { Tensor } from '../../engine/core/dtype';
import { decodeNpy, encodeNpy } from '../../engine/document/npy';
import { decodeSafetensors, encodeSafetensors } from '../../engine/document/safetensors';
import { saveBlob } from '../export/save-blob';

export type TensorFormat = 'npy' | 'safetensors';

export const TENSOR_ENDINGS = '.npy,.safetensors';

export function saveTensor(key: string, tensor: Tensor<'float32'>, format: TensorFormat): void {
  const name = `${key.replaceAll('/', '.')}.${format}`;
  const parts = format === 'npy' ? [encodeNpy(tensor)] : encodeSafetensors([[key, tensor]]);
  saveBlob(name, new Blob(parts as Uint8Array<ArrayBuffer>[], { type: 'application/octet-stream' }));
}

/**
 * The tensor in a file that is meant for `key`: of several, the one of that name, else the only one of that shape. Throws
 * LoomError where the file cannot be read or none is meant.
 */
export function readTensor(bytes: Uint8Array, file: string, key: string, shape: readonly number[]): Tensor<'float32'> {
  if (!file.toLowerCase().endsWith('.safetensors')) return asFloat32(decodeNpy(bytes, file));
  const { tensors } = decodeSafetensors(bytes, file);
  const named = tensors.get(key) ?? (tensors.size === 1 ? [...tensors.values()][0] : undefined);
  if (named) return asFloat32(named);
  const alike = [...tensors].filter(([, one]) => one.shape.join() === shape.join());
  if (alike.length === 1) return asFloat32(alike[0]![1]);
  const names = [...tensors.keys()];
  const shown = names.slice(0, 8).join(', ') + (names.length > 8 ? ' …' : '');
  return fail('which-tensor', `${file} holds ${names.length} tensors, and none is called “${key}”.`, { file, expected: key, found: shown, remedy: `It holds ${shown}. Save the one you want in a file of its own.` });
}
