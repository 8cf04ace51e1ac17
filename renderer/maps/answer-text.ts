/** Answers and values as they are written on screen. */
import type { Answer } from '../../engine/run/predict';

export interface RankedClass {
  readonly label: string;
  readonly share: number;
}

/** The likeliest first; equal ones in label order. */
export function rankedClasses({ probabilities }: Extract<Answer, { kind: 'category' }>): readonly RankedClass[] {
  return Object.entries(probabilities).map(([label, share]) => ({ label, share })).sort((a, b) => b.share - a.share);
}

/** 98.7 % */
export function shareText(share: number): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : '–';
}

/** Four digits that matter, of one width as far as it goes: −0.03120, 12.50, 3, 1.2e-7. */
export function valueText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e5) return String(value).replace('-', '−');
  // Rounded first: 0.0099999998 is written as 0.01000, with no more digits than its neighbours.
  const size = Number(Math.abs(value).toPrecision(4));
  const text = size >= 1e5 || size < 1e-3 ? value.toExponential(1) : value.toFixed(Math.max(0, 3 - Math.floor(Math.log10(size))));
  return text.replace('-', '−').replace('e−', 'e-').replace('e+', 'e');
}
