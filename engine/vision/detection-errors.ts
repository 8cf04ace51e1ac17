/**
 * How detections go wrong, counted: which classes are taken for which, with the background as a class of its own, and for each
 * detection whether it is right, said twice, misplaced, of the wrong class, or of nothing at all.
 */
import type { ScoredObject, TrueObject } from './average-precision';
import { iou, type Rectangle } from './iou';

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

/** One thing that was said or should have been said about a picture. */
export interface ObjectOutcome extends Rectangle {
  readonly kind: keyof DetectionErrors;
  /** The class of the object that is meant; of nothing, the background. */
  readonly truth: number;
  /** The class that was said; of a missed object the background, and nothing where a box of another class stands there already. */
  readonly answer?: number;
}

/** Of one picture: each box that is shown, best first, then each object that was missed. `background` is the index after the last class. */
export function judgeObjects(detections: readonly ScoredObject[], truths: readonly TrueObject[], background: number): readonly ObjectOutcome[] {
  const objects = truths.filter(({ isCrowd }) => !isCrowd);
  const crowds = truths.filter(({ isCrowd }) => isCrowd);
  const shown = detections.filter((one) => one.score >= SHOWN_SCORE && !crowds.some((crowd) => iou(one, crowd) >= SAME)).sort((a, b) => b.score - a.score);
  const found = new Set<TrueObject>();
  const seen = new Set<TrueObject>();
  const outcomes = shown.map((one): ObjectOutcome => {
    const right = nearest(one, objects.filter((object) => object.label === one.label && !found.has(object)), SAME);
    const any = right ?? nearest(one, objects.filter((object) => !seen.has(object)), SAME);
    if (any) seen.add(any);
    if (right) found.add(right);
    return { ...placeOf(one), kind: kindOf(one, right, objects), truth: any?.label ?? background, answer: one.label };
  });
  const missed = objects.filter((object) => !found.has(object));
  return [...outcomes, ...missed.map((object): ObjectOutcome => ({ ...placeOf(object), kind: 'missed', truth: object.label, ...(!seen.has(object) && { answer: background }) }))];
}

/** Adds one picture. What lies mostly in a crowd is left out. */
export function addErrors(sums: ErrorSums, detections: readonly ScoredObject[], truths: readonly TrueObject[]): void {
  addOutcomes(sums, judgeObjects(detections, truths, sums.confusion.length - 1));
}

export function addOutcomes({ confusion, errors }: ErrorSums, outcomes: readonly ObjectOutcome[]): void {
  for (const { kind, truth, answer } of outcomes) {
    errors[kind]++;
    if (answer !== undefined) confusion[truth]![answer]!++;
  }
}

function placeOf({ x, y, width, height }: Rectangle): Rectangle {
  return { x, y, width, height };
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
