/**
 * How detections go wrong, counted: which classes are taken for which, with the background as a class of its own, and for each
 * detection whether it is right, said twice, misplaced, of the wrong class, or of nothing at all.
 */
import type { ScoredObject, TrueObject } from './average-precision';
import { iou } from './iou';

/** Detections below this score say nothing: a person would not be shown them. */
export const SHOWN_SCORE = 0.25;
/** From this overlap on a detection and an object are the same thing. */
const SAME = 0.5;
/** From this overlap on a detection means the object, though it misses it. */
const NEAR = 0.1;

export interface DetectionErrors {
  right: number;
  /** A better detection has that object already. */
  double: number;
  /** The right class near an object, but its box overlaps by less than half. */
  misplaced: number;
  wrongClass: number;
  /** There is nothing of the kind. */
  invented: number;
  /** Objects that no detection found. */
  missed: number;
}

/** Sums over pictures; `confusion[truth][answer]`, where the last of both is the background. */
export interface ErrorSums {
  readonly confusion: number[][];
  readonly errors: DetectionErrors;
}

export function startErrors(classes: number): ErrorSums {
  return {
    confusion: Array.from({ length: classes + 1 }, () => Array.from({ length: classes + 1 }, () => 0)),
    errors: { right: 0, double: 0, misplaced: 0, wrongClass: 0, invented: 0, missed: 0 },
  };
}

/** Adds one picture. What lies mostly in a crowd is left out. */
export function addErrors({ confusion, errors }: ErrorSums, detections: readonly ScoredObject[], truths: readonly TrueObject[]): void {
  const background = confusion.length - 1;
  const objects = truths.filter(({ isCrowd }) => !isCrowd);
  const crowds = truths.filter(({ isCrowd }) => isCrowd);
  const shown = detections.filter((one) => one.score >= SHOWN_SCORE && !crowds.some((crowd) => iou(one, crowd) >= SAME)).sort((a, b) => b.score - a.score);
  const found = new Set<TrueObject>();
  const seen = new Set<TrueObject>();
  for (const one of shown) {
    const right = nearest(one, objects.filter((object) => object.label === one.label && !found.has(object)), SAME);
    const any = right ?? nearest(one, objects.filter((object) => !seen.has(object)), SAME);
    confusion[any?.label ?? background]![one.label]!++;
    if (any) seen.add(any);
    if (right) found.add(right);
    errors[kindOf(one, right, objects)]++;
  }
  for (const object of objects) {
    if (!seen.has(object)) confusion[object.label]![background]!++;
    if (!found.has(object)) errors.missed++;
  }
}

function kindOf(one: ScoredObject, right: TrueObject | undefined, objects: readonly TrueObject[]): Exclude<keyof DetectionErrors, 'missed'> {
  if (right) return 'right';
  const own = objects.filter(({ label }) => label === one.label);
  if (nearest(one, own, SAME)) return 'double';
  if (nearest(one, objects, SAME)) return 'wrongClass';
  return nearest(one, own, NEAR) ? 'misplaced' : 'invented';
}

/** The object that overlaps most, and by at least so much. */
function nearest(one: ScoredObject, objects: readonly TrueObject[], least: number): TrueObject | undefined {
  let best: TrueObject | undefined;
  let reached = least;
  for (const object of objects) {
    const overlap = iou(one, object);
    if (overlap < reached || (best && overlap === reached)) continue;
    reached = overlap;
    best = object;
  }
  return best;
}
