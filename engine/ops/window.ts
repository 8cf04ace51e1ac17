/** Arithmetic of sliding windows, shared by convolution and pooling: sizes per spatial axis. */
import { staticDim, type Shape } from '../core/shape';
import type { Builder } from './builder';
import { OpShapeError } from './define-op';
import type { Value } from './graph';

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

/** Every position inside the window, last axis fastest: for pooling, the order in which ties are broken. */
export function windowOffsets(kernel: readonly number[]): number[][] {
  return kernel.reduce<number[][]>((all, size) => all.flatMap((at) => Array.from({ length: size }, (_, next) => [...at, next])), [[]]);
}

/** What one cell of the window sees at every output position; x is padded already. Axes after the spatial ones stay. */
export function windowCells(b: Builder, x: Value, offset: readonly number[], output: readonly number[], { strides, dilations }: Pick<Window, 'strides' | 'dilations'>): Value {
  const sizes = x.shape.slice(2, 2 + output.length);
  const starts = offset.map((at, axis) => at * dilations[axis]!);
  const ends = starts.map((start, axis) => start + (output[axis]! - 1) * strides[axis]! + 1);
  if (starts.every((start, axis) => start === 0 && ends[axis] === sizes[axis] && strides[axis] === 1)) return x;
  return b.one('Slice', [x], { starts, ends, axes: starts.map((_, axis) => axis + 2), steps: strides });
}
