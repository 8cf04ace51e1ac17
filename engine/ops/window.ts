/** Arithmetic of sliding windows, shared by convolution and pooling: sizes per spatial axis. */
import { staticDim, type Shape } from '../core/shape';
import { OpShapeError } from './define-op';

/** Geometry of a window over the spatial axes; `pads` lists those before each axis, then those after. */
export type Window = {
  readonly strides: readonly number[];
  readonly pads: readonly number[];
  readonly dilations: readonly number[];
};

/** Sizes of the axes after batch and channels. */
export function spatialSizes(shape: Shape): number[] {
  return shape.slice(2).map(staticDim);
}

/** ⌊(n + p₀ + p₁ − d(k − 1) − 1)/s⌋ + 1 per axis. */
export function windowOutputSizes(sizes: readonly number[], kernel: readonly number[], { strides, pads, dilations }: Window): number[] {
  return sizes.map((size, axis) => {
    const reach = dilations[axis]! * (kernel[axis]! - 1) + 1;
    const padded = size + pads[axis]! + pads[axis + sizes.length]!;
    if (padded < reach) throw new OpShapeError(`a window of ${reach} does not fit into ${padded}`);
    return Math.floor((padded - reach) / strides[axis]!) + 1;
  });
}

/** (n − 1)s − p₀ − p₁ + d(k − 1) + 1 per axis: the smallest input that gives `sizes` under this window. */
export function windowInputSizes(sizes: readonly number[], kernel: readonly number[], { strides, pads, dilations }: Window): number[] {
  return sizes.map(
    (size, axis) => (size - 1) * strides[axis]! - pads[axis]! - pads[axis + sizes.length]! + dilations[axis]! * (kernel[axis]! - 1) + 1,
  );
}
