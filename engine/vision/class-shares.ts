import type { Mask } from './answer';

/** The share of each class in a mask, in label order. Pixels that say nothing count for none. */
export function classShares({ data }: Pick<Mask, 'data'>, classes: readonly string[]): number[] {
  const counts = classes.map(() => 0);
  for (const label of data) if (label < counts.length) counts[label]!++;
  return counts.map((count) => count / Math.max(1, data.length));
}
