/** Between which numbers a value lies. */
export interface Span {
  readonly min: number;
  readonly max: number;
}

/** NaN is left out; the empty span runs from ∞ to −∞. */
export function spanOf(numbers: Float64Array): Span {
  let [min, max] = [Infinity, -Infinity];
  for (const value of numbers) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}
