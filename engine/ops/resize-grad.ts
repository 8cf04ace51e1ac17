import type { Dim } from '../core/shape';
import { alongAxis } from './axis-matrix';
import { defineComposite } from './define-op';
import type { ResizeAttributes } from './resize';

export type ResizeGradAttributes = ResizeAttributes & { readonly spatial: readonly number[] };

/** Operand: dy [N, C, …]; result [N, C, spatial…]. */
export const resizeGrad = defineComposite<ResizeGradAttributes>({
  name: 'ResizeGrad',
  summary: 'the adjoint of an enlargement: sums over repeated cells, or applies the transposed interpolation',
  infer: ([dy], { spatial }) => [{ dtype: dy!.dtype, shape: [...dy!.shape.slice(0, 2), ...spatial] }],
  gradient: { notDifferentiable: 'second derivatives are not taken' },
  expand: ({ builder: b, inputs, attributes: { scales, mode, spatial } }) => {
    const dy = inputs[0]!;
    if (mode === 'nearest') {
      const cells = spatial.flatMap((size, axis): Dim[] => [size, scales[axis]!]);
      const repeated = spatial.map((_, axis) => 2 + 2 * axis + 1);
      return [b.sum(b.reshape(dy, [...dy.shape.slice(0, 2), ...cells]), repeated)];
    }
    // Interpolation is separable: one matrix per axis.
    return [spatial.reduce((value, size, index) => alongAxis(b, value, index + 2, interpolationMatrix(size, scales[index]!)), dy)];
  },
});

/** Row r holds the weights with which the `size` source cells make the enlarged cell r (half-pixel centres, edges repeated). */
export function interpolationMatrix(size: number, scale: number): Float32Array {
  const matrix = new Float32Array(size * scale * size);
  for (let row = 0; row < size * scale; row++) {
    const centre = Math.min(Math.max((row + 0.5) / scale - 0.5, 0), size - 1);
    const low = Math.floor(centre);
    const high = Math.min(low + 1, size - 1);
    matrix[row * size + low]! += 1 - (centre - low);
    matrix[row * size + high]! += centre - low;
  }
  return matrix;
}
