/** Tensors of live frames as messages between window and engine carry them. */
import { allocate, type DType, type Tensor } from '../core/dtype';

export interface LiveValues {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Little endian. */
  readonly bytes: Uint8Array;
}

/** Throws RangeError where there are more bytes than the shape has room for. */
export function tensorOf({ dtype, shape, bytes }: LiveValues): Tensor {
  // A copy: bytes of a message begin anywhere, numbers do not.
  const data = allocate(dtype, shape.reduce((product, size) => product * size, 1));
  new Uint8Array(data.buffer).set(bytes);
  return { dtype, shape, data };
}

export function valuesOf(name: string, { dtype, shape, data }: Tensor): LiveValues {
  return { name, dtype, shape, bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}
