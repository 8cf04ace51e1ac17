/**
 * Scores of an Output that answers with points. How far off a point is counts as a share of the object it belongs to: of the
 * larger side of the box around its true points. Points that can be seen make the scores; hidden ones are told apart.
 */
import type { Tensor } from '../../core/dtype';

/** PCK counts a point as right that is no further off than this share of the object. */
export const PCK_SHARE = 0.1;

export interface LandmarkSums {
  readonly kind: 'landmarks';
  /** Per point, over the samples in which it can be seen. */
  readonly seen: PointSums;
  readonly hidden: PointSums;
  /** Points whose visibility was told right. */
  toldRight: number;
}

interface PointSums {
  readonly count: number[];
  readonly right: number[];
  /** Σ distance / size of the object. */
  readonly error: number[];
}

export interface PointScores {
  readonly label: string;
  readonly pck: number;
  readonly nme: number;
  /** Samples in which it can be seen. */
  readonly support: number;
}

export interface LandmarkScores {
  readonly kind: 'landmarks';
  /** PCK@0.1: of the points that can be seen, how many lie within a tenth of the object's size. */
  readonly pck: number;
  /** Normalised mean error: the mean distance of points that can be seen, as a share of the object's size. */
  readonly nme: number;
  /** PCK@0.1 of the points that cannot be seen; absent where there are none. */
  readonly hiddenPck?: number;
  /** How often it was told right whether a point can be seen. */
  readonly visibility: number;
  readonly points: readonly PointScores[];
}

/** Numbers of one point: x, y, depth, visibility. */
const ROW = 4;

export function startPoints(count: number): LandmarkSums {
  const none = (): PointSums => ({ count: zeros(count), right: zeros(count), error: zeros(count) });
  return { kind: 'landmarks', seen: none(), hidden: none(), toldRight: 0 };
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}

/** Adds one batch of points [N, K, 4]. Objects without extent have no size to be measured by and are left out. */
export function addPoints(sums: LandmarkSums, prediction: Tensor, target: Tensor): void {
  const [answers, truths] = [prediction.data as Float32Array, target.data as Float32Array];
  const length = sums.seen.count.length * ROW;
  for (let first = 0; first < truths.length; first += length) {
    const [answer, truth] = [answers.subarray(first, first + length), truths.subarray(first, first + length)];
    const size = sizeOf(truth);
    if (size > 0) addSample(sums, answer, truth, size);
  }
}

function addSample(sums: LandmarkSums, answer: Float32Array, truth: Float32Array, size: number): void {
  for (let at = 0; at < truth.length; at += ROW) {
    const isSeen = truth[at + 3]! >= 0.5;
    const part = isSeen ? sums.seen : sums.hidden;
    const off = Math.hypot(answer[at]! - truth[at]!, answer[at + 1]! - truth[at + 1]!) / size;
    const point = at / ROW;
    part.count[point]!++;
    part.right[point]! += Number(off <= PCK_SHARE);
    part.error[point]! += off;
    sums.toldRight += Number(answer[at + 3]! >= 0.5 === isSeen);
  }
}

/** The larger side of the box around all points. */
function sizeOf(points: Float32Array): number {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < points.length; at += ROW) {
    left = Math.min(left, points[at]!);
    right = Math.max(right, points[at]!);
    top = Math.min(top, points[at + 1]!);
    bottom = Math.max(bottom, points[at + 1]!);
  }
  return Math.max(right - left, bottom - top);
}

export function finishPoints({ seen, hidden, toldRight }: LandmarkSums, labels: readonly string[]): LandmarkScores {
  const points = seen.count.map((support, index): PointScores => {
    return { label: labels[index] ?? `point ${index + 1}`, pck: share(seen.right[index]!, support), nme: share(seen.error[index]!, support), support };
  });
  const [seenCount, hiddenCount] = [total(seen.count), total(hidden.count)];
  return {
    kind: 'landmarks',
    pck: share(total(seen.right), seenCount),
    nme: share(total(seen.error), seenCount),
    ...(hiddenCount > 0 && { hiddenPck: total(hidden.right) / hiddenCount }),
    visibility: share(toldRight, seenCount + hiddenCount),
    points,
  };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
