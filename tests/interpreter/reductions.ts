/** ONNX operators that reduce axes, or normalize along one. */
import type { ReductionAttributes } from '../../engine/ops/reduction';
import { at, countOf, fill, positions, type NdArray } from './nd-array';

/** Reduces the values that share a position on the other axes; `axes` is as in ONNX, with the axes named. */
export function reduce(x: NdArray, { axes, keepdims }: ReductionAttributes, f: (values: readonly number[]) => number): NdArray {
  const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const groups: number[][] = Array.from({ length: countOf(kept) }, () => []);
  for (const position of positions(x.shape)) {
    const group = position.reduce((index, place, axis) => index * kept[axis]! + (kept[axis] === 1 ? 0 : place), 0);
    groups[group]!.push(at(x, position));
  }
  const shape = keepdims ? kept : x.shape.filter((_, axis) => !axes.includes(axis));
  return { shape, data: Float64Array.from(groups, f) };
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;
export const largest = (values: readonly number[]): number => Math.max(...values);
export const sumOfSquares = (values: readonly number[]): number => values.reduce((total, value) => total + value * value, 0);

/** eˣ / Σ eˣ along one axis, shifted by the maximum. */
export function softmax(x: NdArray, axis: number): NdArray {
  const along = (position: readonly number[]) =>
    Array.from({ length: x.shape[axis]! }, (_, place) => at(x, position.map((own, index) => (index === axis ? place : own))));
  return fill(x.shape, (position) => {
    const values = along(position);
    const top = largest(values);
    return Math.exp(at(x, position) - top) / sum(values.map((value) => Math.exp(value - top)));
  });
}
