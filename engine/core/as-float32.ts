/** Numbers of any element type as float32, which all of our own tensors are. */
import type { Tensor } from './dtype';
import { fromHalf } from './half';

export function asFloat32(tensor: Tensor): Tensor<'float32'> {
  const { dtype, shape, data } = tensor;
  if (dtype === 'float32') return tensor as Tensor<'float32'>;
  if (dtype === 'float16') return { dtype: 'float32', shape, data: Float32Array.from(data as Uint16Array, fromHalf) };
  // A bfloat16 is the upper half of a float32.
  if (dtype === 'bfloat16') return { dtype: 'float32', shape, data: new Float32Array(Uint32Array.from(data as Uint16Array, (bits) => bits << 16).buffer) };
  return { dtype: 'float32', shape, data: Float32Array.from(data as ArrayLike<number | bigint>, Number) };
}
