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

export function describeValues(values: Float32Array): Distribution {
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let squares = 0;
  let zeros = 0;
  let count = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (!Number.isFinite(value)) continue;
    count++;
    sum += value;
    squares += value * value;
    if (value === 0) zeros++;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const notFinite = values.length - count;
  const broken = notFinite > 0 && { notFinite };
  if (count === 0) return { min: 0, max: 0, mean: 0, std: 0, norm: 0, zeros: 0, bins: [0], ...broken };
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

function histogram(values: Float32Array, min: number, max: number): number[] {
  const bins = new Array<number>(BINS).fill(0);
  const scale = BINS / (max - min);
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (Number.isFinite(value)) bins[Math.min(BINS - 1, Math.floor((value - min) * scale))]!++;
  }
  return bins;
}
