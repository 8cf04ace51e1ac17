/**
 * Boxes inside a graph: four values that broadcast against each other, so that one formula compares places with their own
 * object ([N, 1, R] each) and every object with every place ([N, M, 1] with [N, 1, R]).
 */
import { float32Tensor } from '../../core/dtype';
import type { Builder } from '../../ops/builder';
import type { Value } from '../../ops/graph';

/** Pixels of the network's input. */
export interface Box {
  /** Of the centre. */
  readonly x: Value;
  readonly y: Value;
  readonly width: Value;
  readonly height: Value;
}

export interface Edges {
  readonly left: Value;
  readonly top: Value;
  readonly right: Value;
  readonly bottom: Value;
}

export function edgesOf(b: Builder, { x, y, width, height }: Box): Edges {
  const [across, down] = [b.mul(width, 0.5), b.mul(height, 0.5)];
  return { left: b.sub(x, across), top: b.sub(y, down), right: b.add(x, across), bottom: b.add(y, down) };
}

export function boxOf(b: Builder, { left, top, right, bottom }: Edges): Box {
  return { x: b.mul(b.add(left, right), 0.5), y: b.mul(b.add(top, bottom), 0.5), width: b.sub(right, left), height: b.sub(bottom, top) };
}

/** The same box, through which nothing is learned. */
export function stillBox(b: Builder, { x, y, width, height }: Box): Box {
  return { x: still(b, x), y: still(b, y), width: still(b, width), height: still(b, height) };
}

/** The same value, through which nothing is learned. */
export function still(b: Builder, value: Value): Value {
  return b.one('StopGradient', [value], {});
}

/** Part of the axis before the last, which keeps its place: `from` … `to` of [N, K, R]. */
export function channels(b: Builder, value: Value, from: number, to: number): Value {
  return b.one('Slice', [value], { axes: [1], starts: [from], ends: [to], steps: [1] });
}

/** A constant for every place, [1, 1, R]. */
export function row(b: Builder, numbers: readonly number[]): Value {
  return b.constant(float32Tensor([1, 1, numbers.length], Float32Array.from(numbers)));
}
