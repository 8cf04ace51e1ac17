/** The gradient of a max pooling whose windows lie side by side, in the plain and in the blocked layout. */
import { staticDim } from '../core/shape';
import type { Builder } from './builder';
import type { Value } from './graph';
import type { PoolAttributes } from './max-pool';
import { windowCells, windowOffsets } from './window';

/** Whether the windows lie side by side without gaps, so that every cell is in one of them at most. */
export function canTile({ kernel, strides, pads, dilations }: PoolAttributes): boolean {
  const isDense = kernel.every((size, axis) => strides[axis] === size && (dilations[axis] === 1 || size === 1));
  return isDense && pads.every((pad) => pad === 0);
}

/** The first cell that equals its window's maximum takes the gradient; the cells are then put side by side again. */
export function maxPoolMasks(b: Builder, x: Value, y: Value, dy: Value, { kernel, ...window }: PoolAttributes): Value {
  const [input, output] = [x, y].map(({ shape }) => shape.slice(2, 2 + kernel.length).map(staticDim)) as [number[], number[]];
  const offsets = windowOffsets(kernel);
  let left = dy;
  const shares = offsets.map((offset, index) => {
    // The maximum is one of the cells: what no earlier one took is the last one's.
    if (index === offsets.length - 1) return left;
    // Products by 0 and 1 are exact, and faster than Where.
    const share = b.mul(left, b.cast(b.equal(windowCells(b, x, offset, output, window), y), 'float32'));
    left = b.sub(left, share);
    return share;
  });
  const whole = kernel.reduceRight((parts, size, axis) => interleave(b, parts, axis + 2, size), shares)[0]!;
  const margins = x.shape.map((_, axis) => (axis < 2 || axis >= 2 + kernel.length ? 0 : input[axis - 2]! - staticDim(whole.shape[axis]!)));
  if (margins.every((margin) => margin === 0)) return whole;
  return b.one('Pad', [whole], { pads: [...margins.map(() => 0), ...margins], value: 0 });
}

/** Joins every `count` neighbours of the list so that their elements alternate along `axis`. */
function interleave(b: Builder, parts: readonly Value[], axis: number, count: number): Value[] {
  if (count === 1) return [...parts];
  const { shape } = parts[0]!;
  const [before, after] = [shape.slice(0, axis + 1), shape.slice(axis + 1)];
  const joined = [...shape.slice(0, axis), staticDim(shape[axis]!) * count, ...after];
  return Array.from({ length: parts.length / count }, (_, group) => {
    const apart = parts.slice(group * count, (group + 1) * count).map((part) => b.reshape(part, [...before, 1, ...after]));
    return b.reshape(b.concat(apart, axis + 1), joined);
  });
}
