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
  const count = values.length;
  // Written without branches: values are in no order, and a branch on each would cost more than all the arithmetic.
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let squares = 0;
  for (let index = 0; index < count; index++) {
    const value = values[index]!;
    sum += value;
    squares += value * value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  // The square of a float never overflows a double, so the sum is finite exactly where every value is.
  if (!Number.isFinite(squares)) return describeFinite(values);
  if (count === 0) return { min: 0, max: 0, mean: 0, std: 0, norm: 0, zeros: 0, bins: [0] };
  const mean = sum / count;
  return {
    min: rounded(min),
    max: rounded(max),
    mean: rounded(mean),
    std: rounded(Math.sqrt(Math.max(0, squares / count - mean * mean))),
    norm: rounded(Math.sqrt(squares)),
    zeros: rounded(countZeros(values) / count),
    bins: min === max ? [count] : histogram(values, min, max),
  };
}

function describeFinite(values: Float32Array): Distribution {
  const finite = values.filter(Number.isFinite);
  return { ...describeValues(finite), notFinite: values.length - finite.length };
}

/** By their bits, without the sign: of what is no zero, one of x and −x has the highest bit set. */
function countZeros(values: Float32Array): number {
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  let zeros = 0;
  for (let index = 0; index < bits.length; index++) {
    const unsigned = bits[index]! << 1;
    zeros += 1 + ((unsigned | -unsigned) >> 31);
  }
  return zeros;
}

function histogram(values: Float32Array, min: number, max: number): number[] {
  const bins = new Uint32Array(BINS);
  const scale = BINS / (max - min);
  // The largest value belongs to the last interval.
  for (let index = 0; index < values.length; index++) bins[Math.min(BINS - 1, ((values[index]! - min) * scale) | 0)]!++;
  return [...bins];
}
