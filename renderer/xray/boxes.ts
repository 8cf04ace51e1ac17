/** The boxes of a frame before and after suppression, by the thresholds of now. */
import type { Found } from '../../engine/vision/decode/found';
import { suppress, type Suppression } from '../../engine/vision/nms';
import type { ReadXray } from './read-xray';

export interface Thresholds {
  readonly score: number;
  readonly iou: number;
  readonly amongAll: boolean;
}

export interface Sorted {
  /** Best first. */
  readonly candidates: readonly Found[];
  /** By indices of `candidates`. */
  readonly suppression: Suppression;
  /** Boxes over the least score, with those that are too many to be compared. */
  readonly total: number;
}

/** What became of one box. */
export interface Verdict {
  readonly box: Found;
  /** The better box that it gave way to; absent for a kept one. */
  readonly by?: Found;
  readonly iou?: number;
}

/** More are not compared with each other: the rest has lower scores than all of them. */
export const MOST_COMPARED = 3000;

export function sortBoxes({ found }: ReadXray, { score, iou, amongAll }: Thresholds): Sorted {
  const over = found.filter((box) => box.score >= score).sort((a, b) => b.score - a.score || a.row - b.row);
  const candidates = over.slice(0, MOST_COMPARED);
  return { candidates, suppression: suppress(candidates, { iou, among: amongAll ? 'all' : 'class' }), total: over.length };
}

/** Each kept box, best first, followed by those that gave way to it. */
export function verdictsOf({ candidates, suppression: { kept, suppressed } }: Sorted): Verdict[] {
  const groups = new Map(kept.map((index) => [index, [{ box: candidates[index]! }] as Verdict[]]));
  for (const { index, by, iou } of suppressed) groups.get(by)!.push({ box: candidates[index]!, by: candidates[by]!, iou });
  return [...groups.values()].flat();
}

/** The score that so many boxes reach. */
export function scoreOfBest({ found }: ReadXray, count: number): number {
  const scores = found.map(({ score }) => score).sort((a, b) => b - a);
  return scores[Math.min(count, scores.length) - 1] ?? 0;
}
