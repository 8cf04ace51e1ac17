/**
 * Scores of an Output that finds objects. Its prediction is [N, R, 4 + C …]: centre x, centre y, width and height in pixels of
 * the network's input, then a score per class. Boxes and areas are judged in those pixels.
 */
import type { Tensor } from '../../core/dtype';
import { crowdLabel, NO_OBJECT } from '../../data/objects';
import { addPicture, averagePrecision, startRecord, type DetectionRecord, type ScoredObject, type TrueObject } from '../../vision/average-precision';
import { addErrors, startErrors, type DetectionErrors, type ErrorSums } from '../../vision/detection-errors';
import { precisionCurves, type PrecisionCurves } from '../../vision/precision-curves';
import { USUAL_SELECTION } from '../../vision/model-task';
import { suppress } from '../../vision/nms';

export interface DetectionSums {
  readonly kind: 'detection';
  pictures: number;
  readonly record: DetectionRecord;
  readonly errors: ErrorSums;
}

export interface DetectionClassScores {
  readonly label: string;
  /** Missing, like all of these, where the data has no such object. */
  readonly ap?: number;
  readonly ap50?: number;
  /** Of its objects, how many were found among the shown boxes; and of those boxes, how many are right. */
  readonly recall: number;
  readonly precision: number;
  /** Objects. */
  readonly support: number;
}

export interface DetectionScores {
  readonly kind: 'detection';
  /** The mean over the IoU thresholds 0.50 … 0.95, and at 0.50 and 0.75. 0 where there was nothing to be found. */
  readonly ap: number;
  readonly ap50: number;
  readonly ap75: number;
  /** By area: up to 32², up to 96² and above, in pixels of the network's input. */
  readonly apSmall?: number;
  readonly apMedium?: number;
  readonly apLarge?: number;
  readonly pictures: number;
  readonly classes: readonly DetectionClassScores[];
  /** `confusion[truth][answer]` of the boxes that would be shown; the last of both is the background. */
  readonly confusion: readonly (readonly number[])[];
  readonly errors: Readonly<DetectionErrors>;
}

/** Candidates below this score change nothing in a precision–recall curve that anybody reads. */
const LEAST_SCORE = 0.01;
/** Candidates that are compared with each other, and boxes that are kept, per picture. */
const MOST_CANDIDATES = 1000;
const MOST_KEPT = 100;
/** Columns of a prediction before the classes, and of a target. */
const BOX = 4;

export function startDetection(classes: number): DetectionSums {
  return { kind: 'detection', pictures: 0, record: startRecord(classes), errors: startErrors(classes) };
}

/** Adds one batch, up to so many pictures in all; targets are those of a `BoxesBinding`. */
export function addObjects(sums: DetectionSums, prediction: Tensor, target: Tensor, mostPictures = Infinity): void {
  const classes = sums.record.length;
  for (let sample = 0; sample < target.shape[0]! && sums.pictures < mostPictures; sample++) {
    const found = foundObjects(sampleOf(prediction, sample), classes);
    const truths = trueObjects(sampleOf(target, sample));
    sums.pictures++;
    addPicture(sums.record, found, truths);
    addErrors(sums.errors, found, truths);
  }
}

/** Rows of numbers of one sample. */
export interface Rows {
  readonly data: Float32Array;
  readonly width: number;
}

export function sampleOf({ data, shape }: Tensor, sample: number): Rows {
  const [, count, width] = shape as [number, number, number];
  return { data: (data as Float32Array).subarray(sample * count * width, (sample + 1) * count * width), width };
}

/** What a network finds in one picture, after suppression; the best come first. */
export function foundObjects({ data, width }: Rows, classes: number): (ScoredObject & { readonly row: number })[] {
  const candidates: (ScoredObject & { readonly row: number })[] = [];
  for (let at = 0, row = 0; at < data.length; at += width, row++) {
    let label = 0;
    for (let one = 1; one < classes; one++) if (data[at + BOX + one]! > data[at + BOX + label]!) label = one;
    const score = data[at + BOX + label]!;
    const [x, y, w, h] = [data[at]!, data[at + 1]!, data[at + 2]!, data[at + 3]!];
    if (score >= LEAST_SCORE && w > 0 && h > 0 && Number.isFinite(x + y + w + h)) candidates.push({ x: x - w / 2, y: y - h / 2, width: w, height: h, label, score, row });
  }
  const best = candidates.sort((a, b) => b.score - a.score).slice(0, MOST_CANDIDATES);
  // As boxes are shown: what is judged is what is seen.
  return suppress(best, { iou: USUAL_SELECTION.iou, most: MOST_KEPT }).kept.map((index) => best[index]!);
}

export function trueObjects({ data, width }: Rows): (TrueObject & { readonly row: number })[] {
  const objects: (TrueObject & { readonly row: number })[] = [];
  for (let at = 0, row = 0; at < data.length; at += width, row++) {
    const [x, y, w, h, label] = [data[at]!, data[at + 1]!, data[at + 2]!, data[at + 3]!, data[at + 4]!];
    if (label === NO_OBJECT) continue;
    const isCrowd = label < NO_OBJECT;
    objects.push({ x: x - w / 2, y: y - h / 2, width: w, height: h, label: isCrowd ? crowdLabel(label) : label, row, ...(isCrowd && { isCrowd }) });
  }
  return objects;
}

/** Scores of all pictures, with the curves that they are read from: too long for the log of a run. */
export interface DetectionEvaluation {
  readonly scores: DetectionScores;
  readonly curves: PrecisionCurves;
}

export function evaluateDetection(sums: DetectionSums, labels: readonly string[]): DetectionEvaluation {
  return { scores: finishDetection(sums, labels), curves: precisionCurves(sums.record) };
}

export function finishDetection({ record, errors: { confusion, errors }, pictures }: DetectionSums, labels: readonly string[]): DetectionScores {
  const { ap = 0, ap50 = 0, ap75 = 0, small, medium, large, classes } = averagePrecision(record);
  return {
    kind: 'detection',
    ap, ap50, ap75,
    ...(small !== undefined && { apSmall: small }),
    ...(medium !== undefined && { apMedium: medium }),
    ...(large !== undefined && { apLarge: large }),
    pictures,
    classes: classes.map((one, index) => ({
      label: labels[index] ?? String(index),
      ...(one.ap !== undefined && { ap: one.ap }),
      ...(one.ap50 !== undefined && { ap50: one.ap50 }),
      recall: share(confusion[index]![index]!, sum(confusion[index]!)),
      precision: share(confusion[index]![index]!, sum(confusion.map((row) => row[index]!))),
      support: one.objects,
    })),
    confusion,
    errors,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
