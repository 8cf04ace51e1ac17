/** Answers and values as they are written on screen. */
import type { Answer } from '../../engine/run/predict';
import type { VisionAnswer } from '../../engine/vision/answer';
import { classShares } from '../../engine/vision/class-shares';

export interface RankedClass {
  readonly label: string;
  readonly share: number;
}

/** The likeliest first; equal ones in label order. */
export function rankedClasses({ probabilities }: Extract<Answer, { kind: 'category' }>): readonly RankedClass[] {
  return Object.entries(probabilities).map(([label, share]) => ({ label, share })).sort((a, b) => b.share - a.share);
}

/** What is there, and how much of it: classes by their pixels, objects by their scores, the largest first. */
export function seenRows(seen: VisionAnswer): readonly (readonly [label: string, value: string])[] {
  switch (seen.kind) {
    case 'mask': {
      const shares = classShares(seen.mask, seen.classes).map((share, label) => ({ share, label: seen.classes[label]! }));
      return shares.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share).map(({ label, share }) => [label, shareText(share)]);
    }
    case 'boxes':
      return seen.detections.map(({ label, score }) => [seen.classes[label] ?? String(label), shareText(score)]);
    case 'points':
      return seen.sets.map(({ points, score }) => [`${points.length} points`, shareText(score)]);
    case 'classes':
      return seen.classes.map((label, index): [string, string] => [label, shareText(seen.scores[index] ?? 0)]);
  }
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
