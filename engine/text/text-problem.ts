/** What is wrong with a text, and where: offsets into it, so that an editor can underline the very word. */
import type { Severity } from '../core/diagnostic';

export interface Span {
  /** Offset of the first sign. */
  readonly start: number;
  /** Offset after the last sign. */
  readonly end: number;
}

export interface TextProblem extends Span {
  /** In kebab-case, as in diagnostics. */
  readonly code: string;
  readonly severity: Severity;
  /** Whole sentences: what is wrong, and what to do. */
  readonly message: string;
}

/** The nearest of `known` to a mistyped word, as a sentence with a leading space; empty where none is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best === undefined ? '' : ` Did you mean ${best}?`;
}

/** Letters to insert, delete, replace or swap with their neighbour. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(replaced, rows[i - 1]![j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j]!, rows[i - 2]![j - 2]! + 1);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
