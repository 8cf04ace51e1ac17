import { float32Tensor } from '../core/dtype';
import { elementCount } from '../core/shape';
import type { AveragePoolAttributes } from './average-pool';
import { defineComposite } from './define-op';
import { spatialSizes } from './window';

export type AveragePoolGradAttributes = AveragePoolAttributes & { readonly spatial: readonly number[] };

/** Operand: dy [N, C, …]; result [N, C, spatial…]. */
export const averagePoolGrad = defineComposite<AveragePoolGradAttributes>({
  name: 'AveragePoolGrad',
  summary: 'spreads each gradient of an average pooling evenly over its window',
  infer: ([dy], { spatial }) => [{ dtype: dy!.dtype, shape: [...dy!.shape.slice(0, 2), ...spatial] }],
  gradient: { notDifferentiable: 'second derivatives are not taken' },
  expand: ({ builder: b, inputs, attributes }) => {
    const { kernel, strides, pads, dilations, spatial } = attributes;
    const dy = inputs[0]!;
    const sizes = spatialSizes(dy.shape);
    const shares = b.constant(float32Tensor([1, 1, ...sizes], sharePerCell(sizes, attributes)));
    const flat = b.reshape(b.mul(dy, shares), [elementCount(dy.shape.slice(0, 2)), 1, ...sizes]);
    const area = kernel.reduce((product, size) => product * size, 1);
    const ones = b.constant(float32Tensor([1, 1, ...kernel], new Float32Array(area).fill(1)));
    const dx = b.one('ConvInputGrad', [ones, flat], { strides, pads, dilations, group: 1, spatial });
    return [b.reshape(dx, [...dy.shape.slice(0, 2), ...spatial])];
  },
});

/** 1 / (number of cells that each window averaged), over the output positions. */
function sharePerCell(sizes: readonly number[], { kernel, strides, pads, dilations, spatial, countPadding }: AveragePoolGradAttributes): number[] {
  const perAxis = sizes.map((size, axis) =>
    Array.from({ length: size }, (_, position) => {
      if (countPadding) return kernel[axis]!;
      const start = position * strides[axis]! - pads[axis]!;
      const cells = Array.from({ length: kernel[axis]! }, (_, cell) => start + cell * dilations[axis]!);
      return cells.filter((cell) => cell >= 0 && cell < spatial[axis]!).length;
    }),
  );
  return perAxis.reduce<number[]>((shares, counts) => shares.flatMap((share) => counts.map((count) => share / count)), [1]);
}
