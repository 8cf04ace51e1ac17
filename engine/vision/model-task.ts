/**
 * What a model that sees is for, as plain JSON: how a picture becomes its input and how its outputs become an answer.
 * Recognition writes it (`recognise/`), a person corrects it in the mapping panel, the document keeps it, and everything
 * that runs such a model (the engine, the live worker of the window) follows it and knows no model by name.
 *
 * Output rows and pixels are those of one picture: a leading axis of 1 is passed over wherever it stands.
 */
import type { Skeleton } from './answer';
import type { FitMode } from './letterbox';
import type { RegionRules } from './rotated-crop';

export interface ModelTask {
  /** What it is, in words: “YOLOv8, detection”. */
  readonly title: string;
  readonly input: PictureInput;
  readonly answer: AnswerRule;
  /** May be empty, where neither the file nor a person names them: classes are then called by their number. */
  readonly classes: readonly string[];
  readonly selection: Selection;
  /** Where the answer has points. */
  readonly skeleton?: Skeleton;
  /** For models that look at a turned cut-out around what a detector found, or around their last answer. */
  readonly region?: RegionRules;
}

/** A value of the input is `(byte · scale − mean) / deviation`. */
export interface PictureInput {
  /** The name of the model's input. */
  readonly name: string;
  readonly dtype: 'float32' | 'float16' | 'uint8';
  readonly layout: 'nchw' | 'nhwc';
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly order: 'rgb' | 'bgr';
  readonly fit: FitMode;
  /** The grey of the borders, 0–255. */
  readonly fill: number;
  readonly scale: number;
  /** One per channel, or one for all. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** Which of the found boxes are shown; the start of the sliders. */
export interface Selection {
  /** Scores under this are dropped. */
  readonly score: number;
  /** Boxes that overlap a better one by more than this are suppressed. */
  readonly iou: number;
  readonly among: 'class' | 'all';
  readonly most: number;
}

export const USUAL_SELECTION: Selection = { score: 0.25, iou: 0.45, among: 'class', most: 300 };

export type Activation = 'none' | 'sigmoid' | 'softmax';

/** `corners`: left, top, right, bottom; `corners-yx`: top, left, bottom, right, as TensorFlow writes them. */
export type BoxFormat = 'centre-size' | 'corner-size' | 'corners' | 'corners-yx';

/** `pixels` of the network's input, or a `share` of its width and height. */
export type BoxUnit = 'pixels' | 'share';

export type AnswerRule = RowsAnswer | TablesAnswer | GridsAnswer | AnchorsAnswer | LandmarksAnswer | ClassesAnswer | PixelsAnswer;

/** One table with a candidate in every row: most YOLO exports, and the prediction of our own heads. */
export interface RowsAnswer {
  readonly kind: 'rows';
  readonly output: string;
  /** `rows`: [candidates, columns]; `columns`: [columns, candidates], as YOLOv8 and later write it. */
  readonly candidates: 'rows' | 'columns';
  readonly box: { readonly at: number; readonly format: BoxFormat; readonly unit: BoxUnit };
  readonly scores: ScoreColumns;
  readonly masks?: PrototypeMasks | OwnMasks;
  readonly points?: { readonly at: number; readonly count: number; readonly values: 2 | 3; readonly activation: Activation };
  /** Strides of the grids whose cells the rows are, where boxes are told in cells and sizes as exponents (YOLOX). */
  readonly cells?: readonly number[];
  /** Whether the model has suppressed overlapping boxes itself. */
  readonly isSuppressed: boolean;
}

/** `count` factors from column `at` on, of the prototype masks in another output: YOLACT and the YOLO segmentation exports. */
export interface PrototypeMasks {
  readonly at: number;
  readonly count: number;
  readonly output: string;
}

/** `size` × `size` numbers 0 … 1 from column `at` on: the object's pixels inside its own box (Mask R-CNN). */
export interface OwnMasks {
  readonly at: number;
  readonly size: number;
}

export type ScoreColumns =
  /** One score per class; `objectness` is the column that every score is multiplied by. */
  | { readonly kind: 'each'; readonly at: number; readonly count: number; readonly activation: Activation; readonly objectness?: number }
  /** The score of the best class, and which it is; without `label` there is one class. */
  | { readonly kind: 'best'; readonly score: number; readonly label?: number };

/** Boxes, scores and labels in outputs of their own: exports with suppression inside, DETR and SSD models. */
export interface TablesAnswer {
  readonly kind: 'tables';
  readonly boxes: { readonly output: string; readonly format: BoxFormat; readonly unit: BoxUnit };
  /** [candidates, classes], or [candidates] beside `labels`. */
  readonly scores: { readonly output: string; readonly activation: Activation };
  readonly labels?: { readonly output: string };
  /** How many rows count. */
  readonly count?: { readonly output: string };
  /** Whether the first or the last label or score column is none of `classes` but background. */
  readonly background: 'none' | 'first' | 'last';
  readonly isSuppressed: boolean;
}

/** Heads as the network gives them, one map per scale: [anchors · (5 + classes), height, width] or [anchors, height, width, 5 + classes]. */
export interface GridsAnswer {
  readonly kind: 'grids';
  readonly maps: readonly { readonly output: string; readonly anchors: readonly (readonly [number, number])[] }[];
  /** How a cell's numbers become a box: `exponent` (YOLOv2, v3) or `square` (YOLOv4, v5, v7). */
  readonly size: 'exponent' | 'square';
  readonly classCount: number;
}

/** Offsets from square anchors of one size, with points: the detectors of MediaPipe. */
export interface AnchorsAnswer {
  readonly kind: 'anchors';
  /** Candidates with centre x, centre y, width, height, then x, y per point, all in pixels from the anchor's centre. */
  readonly boxes: string;
  readonly scores: string;
  readonly grids: readonly AnchorGrid[];
  readonly pointCount: number;
}

export interface AnchorGrid {
  /** Pixels of the input from one cell to the next. */
  readonly stride: number;
  /** Anchors in every cell. */
  readonly perCell: number;
}

/** Points of one hand, face or body that fills the input. */
export interface LandmarksAnswer {
  readonly kind: 'landmarks';
  readonly output: string;
  readonly count: number;
  /** Numbers per point: x, y; z; visibility; presence. The output may hold more points than `count`: they are helpers. */
  readonly values: 2 | 3 | 4 | 5;
  readonly unit: BoxUnit;
  /** What z is multiplied by to be in the scale of x. */
  readonly depth: number;
  /** What visibility and presence of each point still need to become shares. */
  readonly visibility: Activation;
  /** How sure the model is that there is something. */
  readonly presence?: { readonly output: string; readonly activation: Activation };
  /** 1 for the first of `classes`, 0 for the second: left and right of hands. */
  readonly side?: { readonly output: string };
}

export interface ClassesAnswer {
  readonly kind: 'classes';
  readonly output: string;
  readonly activation: Activation;
}

/** A score per class for every pixel; with one channel, one score for “yes”. */
export interface PixelsAnswer {
  readonly kind: 'pixels';
  readonly output: string;
  /** `chw`: classes before rows and columns; `hwc`: after them; `hw`: the class indices themselves. */
  readonly layout: 'chw' | 'hwc' | 'hw';
  readonly activation: Activation;
}
