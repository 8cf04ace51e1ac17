/** Linear maps along single axes: interpolation, and the adjoints of layouts that repeat elements. */
import { float32Tensor } from '../core/dtype';
import { staticDim } from '../core/shape';
import type { Builder } from './builder';
import type { Value } from './graph';

/** Replaces axis `axis` of x, of size n, by x·matrix along it; the matrix is n rows of `columns` numbers. */
export function alongAxis(b: Builder, x: Value, axis: number, matrix: Float32Array): Value {
  const size = staticDim(x.shape[axis]!);
  const last = x.shape.length - 1;
  const weights = b.constant(float32Tensor([size, matrix.length / size], matrix));
  if (axis === last) return b.matmul(x.shape.length === 1 ? b.reshape(x, [1, size]) : x, weights);
  const swap = x.shape.map((_, at) => (at === axis ? last : at === last ? axis : at));
  return b.transpose(b.matmul(b.transpose(x, swap), weights), swap);
}

/** The gradient of picking `indices` of an axis of `size`: what was picked more than once adds up. */
export function scatterAlong(b: Builder, dy: Value, axis: number, indices: readonly number[], size: number): Value {
  const matrix = new Float32Array(indices.length * size);
  indices.forEach((index, row) => (matrix[row * size + index] = 1));
  const spread = alongAxis(b, dy, axis, matrix);
  return b.reshape(spread, dy.shape.map((dim, at) => (at === axis ? size : dim)));
}
