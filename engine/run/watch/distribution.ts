/** What is kept of the values of a tensor: a histogram and a few numbers. */

export interface Distribution {
  /** Of the finite values; without any, everything is 0. */
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly std: number;
  /** Euclidean length. */
  readonly norm: number;
  /** Share of exact zeros, 0 … 1. */
  readonly zeros: number;
  /** Counts of equal intervals from `min` to `max`, both included; one interval where they are equal. */
  readonly bins: readonly number[];
  /** Values that are infinite or no number; they count nowhere else. Absent where there are none. */
  readonly notFinite?: number;
}

export const BINS = 40;

/** Enough for a picture, and short as text. */
const DIGITS = 4;

export function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

export function describeValues(all: Float32Array): Distribution {
  const values = finiteOf(all);
  const count = values.length;
  const broken = count < all.length && { notFinite: all.length - count };
  if (count === 0) return { min: 0, max: 0, mean: 0, std: 0, norm: 0, zeros: 0, bins: [0], ...broken };
  let min = values[0]!;
  let max = min;
  let sum = 0;
  let squares = 0;
  let zeros = 0;
  for (let index = 0; index < count; index++) {
    const value = values[index]!;
    sum += value;
    squares += value * value;
    if (value === 0) zeros++;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const mean = sum / count;
  return {
    min: rounded(min),
    max: rounded(max),
    mean: rounded(mean),
    std: rounded(Math.sqrt(Math.max(0, squares / count - mean * mean))),
    norm: rounded(Math.sqrt(squares)),
    zeros: rounded(zeros / count),
    bins: min === max ? [count] : histogram(values, min, max),
    ...broken,
  };
}

/** The same array where all of it is finite, which one sum tells: a float's square never overflows a double. */
function finiteOf(values: Float32Array): Float32Array {
  let squares = 0;
  for (let index = 0; index < values.length; index++) squares += values[index]! * values[index]!;
  return Number.isFinite(squares) ? values : values.filter(Number.isFinite);
}

function histogram(values: Float32Array, min: number, max: number): number[] {
  const bins = new Uint32Array(BINS);
  const scale = BINS / (max - min);
  // The largest value belongs to the last interval.
  for (let index = 0; index < values.length; index++) bins[Math.min(BINS - 1, ((values[index]! - min) * scale) | 0)]!++;
  return [...bins];
}
