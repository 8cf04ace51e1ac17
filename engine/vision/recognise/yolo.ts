/**
 * The one-table exports of the YOLO family, by the shape of the first output and what the metadata states. At 640 × 640 a
 * model with one candidate per cell of strides 8, 16, 32 has 8,400 of them, one with three anchors per cell 25,200.
 *
 * Sources: ultralytics#14765 and #16238 ([1, 4 + C (+ 32), 8400] and the prototypes [1, 32, 160, 160]), yolov10#7
 * ([1, 300, 6]: corners, score, class), the export.py of YOLOv5 (metadata `names`, `stride`) and of YOLOv7 (`--end2end
 * --max-wh`: [n, 7] with picture, corners, class, score), YOLOX (offsets in cells, bytes in blue-green-red order).
 */
import { USUAL_SELECTION, type ModelTask, type PictureInput, type RowsAnswer } from '../model-task';
import { BODY_SKELETON } from '../skeletons';
import { pictureDims, shapeOf, type ModelFacts, type OutputFacts } from './model-facts';
import { pictureOf, plainRange, type PictureAxes } from './picture-of';
import type { Recognition } from './recognition';
import { statedIn, type Stated } from './stated';

/** The grey that Ultralytics' letterbox fills its borders with. */
const LETTERBOX_GREY = 114;
/** More rows than a model with suppression inside gives. */
const MOST_CHOSEN = 1000;
/** Where an output leaves the number of its candidates open, their columns are fewer than this. */
const MOST_COLUMNS = 2000;

export function recogniseYolo(facts: ModelFacts): Recognition | undefined {
  const stated = statedIn(facts.metadata);
  const picture = pictureOf(facts, stated.size);
  const first = facts.outputs[0];
  if (!picture || !first || stated.task === 'classify' || stated.task === 'obb' || stated.task === 'semantic') return undefined;
  const prototypes = facts.outputs.slice(1).find((output) => isPrototypes(output, picture));
  if (facts.outputs.length > (prototypes ? 2 : 1)) return undefined;
  const [a, b] = pictureDims(first);
  if (first.dims.length === 2 && first.dims[1] === 7) return chosenWithBatch(first, picture, stated);
  if (first.dims.length !== 3) return undefined;
  const table: Table = { output: first, picture, stated, ...(prototypes && { prototypes }) };
  const cells = cellCounts(picture);
  if (b !== undefined && a !== undefined && (cells.includes(b) || (b > a && b > MOST_CHOSEN))) return columns(table, a);
  if (a !== undefined && b !== undefined && cells.some((count) => a === count)) return oneRowPerCell(table, b);
  if (a !== undefined && b !== undefined && (cells.some((count) => a === 3 * count) || a > MOST_CHOSEN)) return anchored(table, b);
  if (a !== undefined && b !== undefined && a <= MOST_CHOSEN && b >= 6) return chosen(table, b);
  // Sizes left open: what is stated tells the columns, or the short axis holds them.
  if (a === undefined && b === undefined && stated.classes.length > 0) {
    const behind = stated.classes.length + (prototypes ? 32 : 0) + (stated.points ? stated.points.count * stated.points.values : 0);
    return stated.task === undefined ? anchored(table, 5 + behind) : columns(table, 4 + behind);
  }
  if (a !== undefined && b === undefined && a < MOST_COLUMNS) return columns(table, a);
  if (a === undefined && b !== undefined && b < MOST_COLUMNS) return anchored(table, b);
  return undefined;
}

interface Table {
  readonly output: OutputFacts;
  readonly prototypes?: OutputFacts;
  readonly picture: PictureAxes;
  readonly stated: Stated;
}

/** Cells of the grids of strides 8, 16, 32, and with 64 for the larger models. */
function cellCounts({ width, height }: PictureAxes): number[] {
  const count = (strides: readonly number[]) => strides.reduce((sum, stride) => sum + Math.ceil(width / stride) * Math.ceil(height / stride), 0);
  return [count([8, 16, 32]), count([8, 16, 32, 64])];
}

function isPrototypes(output: OutputFacts, { width, height }: PictureAxes): boolean {
  const [count, rows, across] = pictureDims(output);
  return output.dims.length === 4 && count === 32 && (rows === undefined || rows < height) && (across === undefined || across < width);
}

function letterboxed(picture: PictureAxes, other: Partial<PictureInput> = {}): PictureInput {
  return { ...picture, ...plainRange(picture), fit: 'pad', fill: LETTERBOX_GREY, ...other };
}

/** What stands behind the classes: factors of masks, or points. */
function extras(table: Table, numbers: number): { readonly classes: number; readonly rule: Pick<RowsAnswer, 'masks' | 'points'>; readonly kind: string } & Pick<ModelTask, 'skeleton'> {
  const { prototypes, stated } = table;
  if (prototypes) {
    const count = pictureDims(prototypes)[0]!;
    return { classes: numbers - count, kind: 'segmentation', rule: { masks: { at: -count, count, output: prototypes.name } } };
  }
  // 17 points of the body with one class are what every published pose export answers; other numbers are stated.
  const points = stated.points ?? (stated.task === undefined && stated.classes.length === 0 && numbers === 1 + 17 * 3 ? { count: 17, values: 3 as const } : undefined);
  if (!points) return { classes: numbers, kind: 'detection', rule: {} };
  return {
    classes: numbers - points.count * points.values, kind: 'pose',
    rule: { points: { at: -points.count * points.values, ...points, activation: 'none' } },
    ...(points.count === BODY_SKELETON.points.length && { skeleton: BODY_SKELETON }),
  };
}

/** Columns are counted from the end where `at` is negative. */
function placed({ masks, points }: Pick<RowsAnswer, 'masks' | 'points'>, columnCount: number): Pick<RowsAnswer, 'masks' | 'points'> {
  return { ...(masks && { masks: { ...masks, at: columnCount + masks.at } }), ...(points && { points: { ...points, at: columnCount + points.at } }) };
}

function found(table: Table, title: string, answer: RowsAnswer, rest: Pick<Recognition, 'why' | 'isSure'> & Partial<ModelTask>): Recognition {
  const { why, isSure, ...task } = rest;
  return { why, isSure, task: { title, input: letterboxed(table.picture), answer, classes: table.stated.classes, selection: USUAL_SELECTION, ...task } };
}

/** “The file says it is …”, or what its shape tells. */
function told({ stated, output }: Table, shape: string): string {
  return stated.task || stated.classes.length > 0
    ? `The file states ${stated.description ? `“${stated.description}”` : 'its classes'}, and its output of ${shapeOf(output)} holds ${shape}.`
    : `Its output of ${shapeOf(output)} holds ${shape}; the file names no classes.`;
}

/** YOLOv8, v9, v11, v12: [4 + C (+ masks or points), candidates]. */
function columns(table: Table, columnCount: number): Recognition | undefined {
  const { classes, rule, kind, skeleton } = extras(table, columnCount - 4);
  if (classes < 1) return undefined;
  const answer: RowsAnswer = {
    kind: 'rows', output: table.output.name, candidates: 'columns', box: { at: 0, format: 'centre-size', unit: 'pixels' },
    scores: { kind: 'each', at: 4, count: classes, activation: 'none' }, isSuppressed: false, ...placed(rule, columnCount),
  };
  return found(table, `YOLOv8 or later, ${kind}`, answer, { ...(skeleton && { skeleton }), why: told(table, `4 numbers of a box and ${scores(classes)} in each column`), isSure: table.stated.task !== undefined });
}

/** YOLOv5, v7: [candidates, 5 + C (+ masks)]. */
function anchored(table: Table, columnCount: number): Recognition | undefined {
  const { classes, rule, kind, skeleton } = extras(table, columnCount - 5);
  if (classes < 1) return undefined;
  return found(table, `YOLOv5 or v7, ${kind}`, withObjectness(table, classes, columnCount, rule), {
    ...(skeleton && { skeleton }), why: told(table, `4 numbers of a box, objectness and ${scores(classes)} in each row`), isSure: table.stated.classes.length === classes,
  });
}

function withObjectness(table: Table, classes: number, columnCount: number, rule: Pick<RowsAnswer, 'masks' | 'points'> = {}): RowsAnswer {
  return {
    kind: 'rows', output: table.output.name, candidates: 'rows', box: { at: 0, format: 'centre-size', unit: 'pixels' },
    scores: { kind: 'each', at: 5, count: classes, activation: 'none', objectness: 4 }, isSuppressed: false, ...placed(rule, columnCount),
  };
}

/** One row per cell: YOLOv6 (“outputs”, decoded, objectness 1) or YOLOX (“output”, offsets in cells); the shapes are the same. */
function oneRowPerCell(table: Table, columnCount: number): Recognition | undefined {
  const classes = columnCount - 5;
  if (classes < 1) return undefined;
  const answer = withObjectness(table, classes, columnCount);
  if (table.output.name === 'outputs') return found(table, 'YOLOv6, detection', answer, { why: told(table, `4 numbers of a box, objectness and ${scores(classes)} in a row per cell`), isSure: false });
  return found(table, 'YOLOX, detection', { ...answer, cells: [8, 16, 32] }, {
    input: letterboxed(table.picture, { fit: 'pad-corner', order: 'bgr', scale: 1 }), isSure: false,
    why: told(table, `4 offsets of a box in its cell, objectness and ${scores(classes)} in a row per cell`),
  });
}

/** Suppressed inside: YOLOv10 and exports with `nms=True`, [300, 6 (+ masks or points)]; or RT-DETR, [300, 4 + C]. */
function chosen(table: Table, columnCount: number): Recognition | undefined {
  const { stated } = table;
  const isDetr = columnCount > 6 && stated.points === undefined && !table.prototypes && columnCount !== 57 && (stated.classes.length === 0 || stated.classes.length === columnCount - 4);
  if (isDetr) {
    const answer: RowsAnswer = {
      kind: 'rows', output: table.output.name, candidates: 'rows', box: { at: 0, format: 'centre-size', unit: 'share' },
      scores: { kind: 'each', at: 4, count: columnCount - 4, activation: 'none' }, isSuppressed: true,
    };
    return found(table, 'RT-DETR, detection', answer, { input: letterboxed(table.picture, { fit: 'stretch' }), why: told(table, `4 shares of the picture and ${scores(columnCount - 4)} in each row`), isSure: stated.classes.length > 0 });
  }
  const { rule, kind, skeleton, classes } = extras({ ...table, stated: { ...stated, ...(columnCount === 57 && !stated.points && { points: { count: 17, values: 3 as const } }) } }, columnCount - 6);
  if (classes !== 0) return undefined;
  const answer: RowsAnswer = {
    kind: 'rows', output: table.output.name, candidates: 'rows', box: { at: 0, format: 'corners', unit: 'pixels' }, scores: { kind: 'best', score: 4, label: 5 },
    isSuppressed: true, ...placed(rule, columnCount),
  };
  return found(table, `YOLO with suppression inside, ${kind}`, answer, { ...(skeleton && { skeleton }), why: told(table, 'corners, a score and a class in each row'), isSure: true });
}

/** YOLOv7 with suppression inside: number of the picture, corners, class, score. */
function chosenWithBatch(output: OutputFacts, picture: PictureAxes, stated: Stated): Recognition {
  const table: Table = { output, picture, stated };
  const answer: RowsAnswer = { kind: 'rows', output: output.name, candidates: 'rows', box: { at: 1, format: 'corners', unit: 'pixels' }, scores: { kind: 'best', score: 6, label: 5 }, isSuppressed: true };
  return found(table, 'YOLOv7 with suppression inside, detection', answer, { why: told(table, 'the number of the picture, corners, a class and a score in each row'), isSure: true });
}

function scores(count: number): string {
  return count === 1 ? 'one score' : `${count} scores`;
}
