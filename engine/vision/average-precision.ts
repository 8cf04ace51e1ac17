/**
 * Average precision by the definition of COCO (pycocotools' COCOeval): detections are matched to the objects of their picture
 * and class, best score first, at ten IoU thresholds; precision is read at 101 recalls and averaged over them, thresholds and
 * classes. Crowds and objects outside of a range of areas are neither to be found nor wrong to be found.
 *
 * What is kept of a picture is plain numbers, so that it can stand in a checkpoint and be added to.
 */
import { intersection, type Rectangle } from './iou';

export interface TrueObject extends Rectangle {
  readonly label: number;
  /** Many of them, which nobody counted one by one. */
  readonly isCrowd?: boolean;
}

export interface ScoredObject extends Rectangle {
  readonly label: number;
  readonly score: number;
}

/** 0.50, 0.55, … 0.95 */
export const IOU_THRESHOLDS: readonly number[] = Array.from({ length: 10 }, (_, index) => (50 + 5 * index) / 100);

/** Areas in square pixels: everything, up to 32², up to 96², above. */
const AREAS: readonly (readonly [number, number])[] = [[0, 1e10], [0, 32 ** 2], [32 ** 2, 96 ** 2], [96 ** 2, 1e10]];
const ALL = 0;

/** Detections of one class in one picture that count. */
const MOST_DETECTIONS = 100;

/** Numbers per detection: its score, then for each range of areas the thresholds at which it is right and at which it does not count. */
const RANKED_WIDTH = 1 + AREAS.length;
const IGNORED_SHIFT = IOU_THRESHOLDS.length;

export interface ClassRecord {
  /** Objects to be found, per range of areas. */
  readonly objects: number[];
  /** `RANKED_WIDTH` numbers per detection. */
  readonly ranked: number[];
}

export type DetectionRecord = readonly ClassRecord[];

export function startRecord(classes: number): DetectionRecord {
  return Array.from({ length: classes }, () => ({ objects: AREAS.map(() => 0), ranked: [] }));
}

/** Adds one picture. */
export function addPicture(record: DetectionRecord, detections: readonly ScoredObject[], truths: readonly TrueObject[]): void {
  for (const [label, of] of record.entries()) {
    const found = detections.filter((one) => one.label === label).sort((a, b) => b.score - a.score).slice(0, MOST_DETECTIONS);
    const objects = truths.filter((one) => one.label === label);
    if (found.length === 0 && objects.length === 0) continue;
    const overlaps = found.map((one) => objects.map((object) => overlap(one, object)));
    const matches = AREAS.map((range) => matchAll(found, objects, overlaps, range));
    for (const [range, [low, high]] of AREAS.entries()) of.objects[range]! += objects.filter((one) => !isLeftOut(one, low, high)).length;
    for (const [index, { score }] of found.entries()) of.ranked.push(score, ...matches.map((bits) => bits[index]!));
  }
}

/** Of a crowd, how much of the detection lies in it. */
function overlap(found: Rectangle, object: TrueObject): number {
  const shared = intersection(found, object);
  const own = found.width * found.height;
  const whole = object.isCrowd ? own : own + object.width * object.height - shared;
  return whole > 0 ? shared / whole : 0;
}

function isLeftOut({ width, height, isCrowd }: TrueObject, low: number, high: number): boolean {
  return isCrowd === true || width * height < low || width * height > high;
}

/** Per detection: bit t where it is right at threshold t, bit t + 10 where it does not count there. */
function matchAll(found: readonly ScoredObject[], objects: readonly TrueObject[], overlaps: readonly (readonly number[])[], [low, high]: readonly [number, number]): number[] {
  const leftOut = objects.map((object) => isLeftOut(object, low, high));
  // Objects that count come first: a detection takes one that does not only where no other fits.
  const order = [...objects.keys()].sort((a, b) => Number(leftOut[a]) - Number(leftOut[b]));
  const bits = found.map(() => 0);
  for (const [threshold, least] of IOU_THRESHOLDS.entries()) {
    const taken = new Set<number>();
    for (const [index, { width, height }] of found.entries()) {
      const object = bestFree(order, overlaps[index]!, least, leftOut, (one) => taken.has(one) && !objects[one]!.isCrowd);
      if (object !== undefined) taken.add(object);
      const isOutside = width * height < low || width * height > high;
      if (object === undefined ? isOutside : leftOut[object]) bits[index]! |= 1 << (threshold + IGNORED_SHIFT);
      else if (object !== undefined) bits[index]! |= 1 << threshold;
    }
  }
  return bits;
}

function bestFree(order: readonly number[], overlaps: readonly number[], least: number, leftOut: readonly boolean[], isTaken: (object: number) => boolean): number | undefined {
  let best: number | undefined;
  let reached = Math.min(least, 1 - 1e-10);
  for (const object of order) {
    if (isTaken(object)) continue;
    if (best !== undefined && !leftOut[best] && leftOut[object]) break;
    if (overlaps[object]! < reached) continue;
    reached = overlaps[object]!;
    best = object;
  }
  return best;
}

/** Precision and recall after each detection, best score first. */
export interface PrecisionRecall {
  readonly scores: Float64Array;
  readonly precision: Float64Array;
  readonly recall: Float64Array;
}

/** Of one class, at the threshold `IOU_THRESHOLDS[threshold]`. Undefined where there is nothing to be found. */
export function precisionRecall({ objects, ranked }: ClassRecord, threshold = 0, range = ALL): PrecisionRecall | undefined {
  const total = objects[range]!;
  if (total === 0) return undefined;
  const counting: { score: number; isRight: boolean }[] = [];
  for (let at = 0; at < ranked.length; at += RANKED_WIDTH) {
    const bits = ranked[at + 1 + range]!;
    if (((bits >> (threshold + IGNORED_SHIFT)) & 1) === 0) counting.push({ score: ranked[at]!, isRight: ((bits >> threshold) & 1) === 1 });
  }
  counting.sort((a, b) => b.score - a.score);
  let right = 0;
  const points = counting.map(({ score, isRight }, index) => {
    if (isRight) right++;
    return { score, precision: right / (index + 1), recall: right / total };
  });
  return { scores: Float64Array.from(points, ({ score }) => score), precision: Float64Array.from(points, ({ precision }) => precision), recall: Float64Array.from(points, ({ recall }) => recall) };
}

/** 0, 0.01, … 1, rounded as COCO's program rounds them: a recall of 0.28 is or is not reached by one last digit. */
const RECALLS: readonly number[] = Array.from({ length: 101 }, (_, step) => (step === 100 ? 1 : step * 0.01));

/** The best precision that is still reached at each of 101 recalls, 0 where none is. */
export function precisionAtRecalls({ precision, recall }: PrecisionRecall): number[] {
  const best = Float64Array.from(precision);
  for (let index = best.length - 2; index >= 0; index--) best[index] = Math.max(best[index]!, best[index + 1]!);
  let index = 0;
  return RECALLS.map((wanted) => {
    while (index < recall.length && recall[index]! < wanted) index++;
    return best[index] ?? 0;
  });
}

/** The mean of `precisionAtRecalls`. */
export function areaUnder(curve: PrecisionRecall): number {
  return precisionAtRecalls(curve).reduce((sum, precision) => sum + precision, 0) / RECALLS.length;
}

export interface AveragePrecision {
  /** Over the thresholds 0.50 … 0.95. Undefined, like all of these, where there is nothing to be found. */
  readonly ap: number | undefined;
  readonly ap50: number | undefined;
  readonly ap75: number | undefined;
  readonly small: number | undefined;
  readonly medium: number | undefined;
  readonly large: number | undefined;
  readonly classes: readonly { readonly ap: number | undefined; readonly ap50: number | undefined; readonly objects: number }[];
}

const AT_75 = IOU_THRESHOLDS.indexOf(0.75);

export function averagePrecision(record: DetectionRecord): AveragePrecision {
  const tables = AREAS.map((_, range) => record.map((of) => IOU_THRESHOLDS.map((__, threshold) => apOf(of, threshold, range))));
  const [all, small, medium, large] = tables.map((table) => mean(table.flat()));
  const at = (threshold: number) => mean(tables[ALL]!.map((row) => row[threshold]));
  const classes = record.map(({ objects }, label) => ({ ap: mean(tables[ALL]![label]!), ap50: tables[ALL]![label]![0], objects: objects[ALL]! }));
  return { ap: all, ap50: at(0), ap75: at(AT_75), small, medium, large, classes };
}

function apOf(of: ClassRecord, threshold: number, range: number): number | undefined {
  const curve = precisionRecall(of, threshold, range);
  return curve && areaUnder(curve);
}

/** Of what is known. */
function mean(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}
