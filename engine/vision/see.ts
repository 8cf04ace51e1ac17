/**
 * From the outputs of a model to an answer about the picture: decoded by its task, chosen by score and overlap, and told in
 * pixels of the picture. What the detection X-ray wants to know (the candidates, who suppressed whom) comes along.
 */
import type { Detection, LandmarkSet, Point, Skeleton, VisionAnswer } from './answer';
import { blend, decodeAnchors } from './decode/anchors';
import { decodeClasses } from './decode/classes';
import type { Found } from './decode/found';
import { decodeGrids } from './decode/grids';
import { decodeLandmarks, type Landmarks } from './decode/landmarks';
import { objectMasks } from './decode/object-masks';
import type { Outputs } from './decode/output-values';
import { decodePixels } from './decode/pixels';
import { decodeRows, rowsTable } from './decode/rows';
import { decodeTables } from './decode/tables';
import { boxToPicture, clipTo, fitInto, pointToPicture, type Fit, type Size } from './letterbox';
import type { AnchorsAnswer, GridsAnswer, LandmarksAnswer, ModelTask, RowsAnswer, Selection, TablesAnswer } from './model-task';
import { suppress, type Suppression } from './nms';
import { regionToPicture, type Region } from './rotated-crop';
import { skeletonOf } from './skeletons';

export interface Seen {
  readonly answer: VisionAnswer;
  /** Every box over the least score, before suppression, best first; in pixels of the picture. */
  readonly candidates: readonly Detection[];
  /** By indices of `candidates`; nothing is suppressed where the model did it itself. */
  readonly suppression: Suppression;
}

/** More candidates than this are not compared with each other: the rest has lower scores than all of them. */
const MOST_CANDIDATES = 3000;

const NOTHING: Pick<Seen, 'candidates' | 'suppression'> = { candidates: [], suppression: { kept: [], scores: [], suppressed: [] } };

/** Throws LoomError where the outputs do not have the form that the task says. `fit` is how the whole picture was fitted into the input. */
export function answerOf(task: ModelTask, outputs: Outputs, picture: Size, selection: Selection = task.selection, fit: Fit = fitInto(picture, task.input, task.input.fit)): Seen {
  const { answer: rule, input, classes } = task;
  switch (rule.kind) {
    case 'classes': {
      const scores = decodeClasses(rule, outputs);
      return { answer: { kind: 'classes', scores, classes: namesFor(classes, scores.length) }, ...NOTHING };
    }
    case 'pixels': {
      const mask = decodePixels(rule, outputs, input, picture, fit);
      return { answer: { kind: 'mask', mask, classes: namesFor(classes, mask.data.reduce((most, label) => Math.max(most, label + 1), 0)) }, ...NOTHING };
    }
    case 'landmarks': {
      const found = decodeLandmarks(rule, outputs, input);
      const sets = found.score < selection.score ? [] : [landmarkSet(found, (x, y) => pointToPicture(fit, x, y), 1 / fit.scaleX)];
      return { answer: { kind: 'points', sets, skeleton: skeletonFor(task, rule.count) }, ...NOTHING };
    }
    default:
      return boxes(task, rule, outputs, picture, selection, fit);
  }
}

/** The points of a model that looked at a turned cut-out, in pixels of the picture; helpers stand behind those of the skeleton. */
export function landmarksIn(task: ModelTask & { readonly answer: LandmarksAnswer }, outputs: Outputs, region: Region): Landmarks {
  const found = decodeLandmarks(task.answer, outputs, task.input);
  const place = (x: number, y: number) => regionToPicture(region, task.input, x, y);
  const scale = region.width / task.input.width;
  return { ...found, points: placed(found.points, place, scale), helpers: placed(found.helpers, place, scale) };
}

function boxes(task: ModelTask, rule: RowsAnswer | TablesAnswer | GridsAnswer | AnchorsAnswer, outputs: Outputs, picture: Size, selection: Selection, fit: Fit): Seen {
  const isOnPicture = (one: Found): boolean => !isEmpty(clipTo(picture, boxToPicture(fit, one)));
  const found = decodeBoxes(rule, outputs, task.input, selection.score).filter(isOnPicture).sort((a, b) => b.score - a.score || a.row - b.row).slice(0, MOST_CANDIDATES);
  const isSuppressed = 'isSuppressed' in rule && rule.isSuppressed;
  const suppression = suppress(found, isSuppressed ? { iou: 1, most: selection.most } : selection);
  const kept = rule.kind === 'anchors' ? blend(found, suppression) : suppression.kept.map((index) => found[index]!);
  const masks = rule.kind === 'rows' && rule.masks ? objectMasks(rule.masks, rowsTable(rule, outputs), outputs, kept, task.input, picture, fit) : [];
  const toPicture = detection(picture, fit);
  const labels = found.reduce((most, { label }) => Math.max(most, label + 1), 0);
  const points = 'points' in rule ? rule.points?.count : 'pointCount' in rule ? rule.pointCount : 0;
  return {
    answer: {
      kind: 'boxes',
      detections: kept.map((one, index) => ({ ...toPicture(one), ...(masks[index] && { mask: masks[index] }) })),
      classes: namesFor(task.classes, labels),
      ...(points && { skeleton: skeletonFor(task, points) }),
    },
    candidates: found.map(toPicture),
    suppression,
  };
}

function decodeBoxes(rule: RowsAnswer | TablesAnswer | GridsAnswer | AnchorsAnswer, outputs: Outputs, input: Size, score: number): Found[] {
  switch (rule.kind) {
    case 'rows': return decodeRows(rule, outputs, input, score);
    case 'tables': return decodeTables(rule, outputs, input, score);
    case 'grids': return decodeGrids(rule, outputs, input, score);
    case 'anchors': return decodeAnchors(rule, outputs, input, score);
  }
}

function isEmpty({ width, height }: Size): boolean {
  return width <= 0 || height <= 0;
}

/** Boxes end at the borders of the picture; points may lie beyond them. */
function detection(picture: Size, fit: Fit): (found: Found) => Detection {
  return ({ label, score, points, ...box }) => ({
    ...clipTo(picture, boxToPicture(fit, box)),
    label,
    score,
    ...(points && { points: placed(points, (x, y) => pointToPicture(fit, x, y), 1 / fit.scaleX) }),
  });
}

function landmarkSet(found: Landmarks, place: (x: number, y: number) => { x: number; y: number }, scale: number): LandmarkSet {
  return { track: -1, score: found.score, points: placed(found.points, place, scale) };
}

function placed(points: readonly Point[], place: (x: number, y: number) => { x: number; y: number }, scale: number): Point[] {
  return points.map((point) => ({ ...point, ...place(point.x, point.y), z: point.z * scale }));
}

/** Classes that nobody named are called by their number. */
export function namesFor(classes: readonly string[], atLeast: number): readonly string[] {
  if (classes.length >= atLeast) return classes;
  return [...classes, ...Array.from({ length: atLeast - classes.length }, (_, index) => `class ${classes.length + index}`)];
}

function skeletonFor({ skeleton }: ModelTask, count: number): Skeleton {
  return skeleton ?? skeletonOf(count);
}
