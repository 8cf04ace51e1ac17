/** A histogram over time as a grid of shares: one column per look, one row per interval of values common to all looks. */
import type { Distribution } from '../../../engine/run/watch/distribution';

export interface TimeHistogram {
  /** The interval of values that all columns share. */
  readonly low: number;
  readonly high: number;
  readonly rows: number;
  /** By column, then from `low` up: the share of a look's values in each row. A look without the tensor is empty. */
  readonly columns: readonly Float64Array[];
  /** The largest share. */
  readonly most: number;
}

/** So many standard deviations around the mean are shown; a few far values would press the others into a line. */
const WIDTH_IN_STDS = 4;

export function timeHistogram(distributions: readonly (Distribution | undefined)[], rows: number): TimeHistogram | undefined {
  const known = distributions.flatMap((one) => one ?? []);
  if (known.length === 0) return undefined;
  let low = Math.min(...known.map(({ min, mean, std }) => Math.max(min, mean - WIDTH_IN_STDS * std)));
  let high = Math.max(...known.map(({ max, mean, std }) => Math.min(max, mean + WIDTH_IN_STDS * std)));
  if (low === high) {
    const margin = Math.abs(low) || 1;
    low -= margin;
    high += margin;
  }
  const columns = distributions.map((one) => (one ? spread(one, low, high, rows) : new Float64Array()));
  return { low, high, rows, columns, most: columns.reduce((most, column) => column.reduce((a, b) => Math.max(a, b), most), 0) };
}

/** Deals the counts of a look's own intervals out to the common rows, by how far they overlap. */
function spread({ min, max, bins }: Distribution, low: number, high: number, rows: number): Float64Array {
  const column = new Float64Array(rows);
  const total = bins.reduce((sum, count) => sum + count, 0);
  const rowHeight = (high - low) / rows;
  const binHeight = (max - min) / bins.length;
  bins.forEach((count, index) => {
    if (count === 0) return;
    const from = (min + index * binHeight - low) / rowHeight;
    const to = binHeight === 0 ? from : (min + (index + 1) * binHeight - low) / rowHeight;
    if (to - from < 1e-9) {
      const row = Math.min(rows - 1, Math.floor(from));
      if (row >= 0) column[row]! += count / total;
      return;
    }
    for (let row = Math.max(0, Math.floor(from)); row < Math.min(rows, Math.ceil(to)); row++) {
      column[row]! += ((Math.min(to, row + 1) - Math.max(from, row)) / (to - from)) * (count / total);
    }
  });
  return column;
}
