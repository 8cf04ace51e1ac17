/** ONNX Resize with whole scales on the axes after batch and channels. */
import type { ResizeAttributes } from '../../engine/ops/resize';
import { at, fill, type NdArray } from './nd-array';

export function resize(x: NdArray, { scales, mode }: ResizeAttributes): NdArray {
  const factors = [1, 1, ...scales];
  const shape = x.shape.map((size, axis) => size * factors[axis]!);
  return mode === 'nearest'
    ? fill(shape, (position) => at(x, position.map((own, axis) => Math.floor(own / factors[axis]!))))
    : fill(shape, (position) => interpolate(x, position.map((own, axis) => (own + 0.5) / factors[axis]! - 0.5), []));
}

/** Multilinear interpolation at a fractional place; outside, the edge is repeated. */
function interpolate(x: NdArray, place: readonly number[], fixed: readonly number[]): number {
  const axis = fixed.length;
  if (axis === place.length) return at(x, fixed);
  const low = Math.floor(place[axis]!);
  const share = place[axis]! - low;
  const inside = (index: number) => Math.min(Math.max(index, 0), x.shape[axis]! - 1);
  const near = interpolate(x, place, [...fixed, inside(low)]);
  return share === 0 ? near : (1 - share) * near + share * interpolate(x, place, [...fixed, inside(low + 1)]);
}
