/** How far values reach over a number of samples, for the scales of integers. */

/** Contains zero, which integers must hit exactly: padding and ReLU write it. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

export type Calibration =
  /** From the smallest to the largest value seen. */
  | { readonly method: 'min-max' }
  /** So that this share of the values, in percent, lies inside; the rest is cut off and gains finer steps for the others. */
  | { readonly method: 'percentile'; readonly percent: number };

const BINS = 2048;

/** Smallest and largest values, batch by batch. */
export class Extremes {
  private low = 0;
  private high = 0;

  add(values: ArrayLike<number>): void {
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!;
      if (value < this.low) this.low = value;
      if (value > this.high) this.high = value;
    }
  }

  range(): ValueRange {
    return { low: this.low, high: this.high };
  }
}

/** How often values fall into each of many equal steps between known extremes. */
export class Counts {
  private readonly bins = new Float64Array(BINS);
  private total = 0;

  constructor(private readonly extremes: ValueRange) {}

  add(values: ArrayLike<number>): void {
    const { low, high } = this.extremes;
    const scale = high > low ? BINS / (high - low) : 0;
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!;
      if (Number.isNaN(value)) continue;
      const bin = Math.min(BINS - 1, Math.max(0, Math.floor((value - low) * scale)));
      this.bins[bin] = this.bins[bin]! + 1;
      this.total++;
    }
  }

  /** The share that is cut off is shared out between both ends; an end at zero gives nothing away. */
  range(percent: number): ValueRange {
    const { low, high } = this.extremes;
    const cut = (this.total * (100 - percent)) / 100;
    const ends = (low < 0 ? 1 : 0) + (high > 0 ? 1 : 0);
    if (ends === 0 || this.total === 0) return this.extremes;
    const step = (high - low) / BINS;
    return {
      low: low < 0 ? Math.min(0, low + step * this.binsWithin(cut / ends, 1)) : 0,
      high: high > 0 ? Math.max(0, high - step * this.binsWithin(cut / ends, -1)) : 0,
    };
  }

  /** How many bins from one end hold at most so many values together. */
  private binsWithin(most: number, direction: 1 | -1): number {
    let sum = 0;
    for (let count = 0; count < BINS; count++) {
      sum += this.bins[direction > 0 ? count : BINS - 1 - count]!;
      if (sum > most) return count;
    }
    return BINS;
  }
}
