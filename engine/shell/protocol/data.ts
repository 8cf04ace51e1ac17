/** Data sets as the data panel shows them. */
import type { Diagnostic } from '../../core/diagnostic';
import type { Augmentation } from '../../data/augment/augmentation';
import type { DataAnchors } from '../../data/data-anchors';
import type { Column, DataSource, SplitName, SplitOptions } from '../../data/dataset';
import type { ImageStep } from '../../data/preprocess';
import type { VisionAnswer } from '../../vision/answer';
import type { DocumentPayload } from './documents';
import type { Empty } from './empty';

/** Relative paths are not known here: `source.path` is absolute. */
export interface DataRequest {
  readonly source: DataSource;
  readonly split: SplitOptions;
}

export interface ClassCount {
  readonly label: string;
  readonly rows: Readonly<Record<SplitName, number>>;
}

export interface DataSummary {
  readonly columns: readonly Column[];
  readonly rowCount: number;
  readonly splits: Readonly<Record<SplitName, number>>;
  /** Per category column, its classes in label order. */
  readonly classes: Readonly<Record<string, readonly ClassCount[]>>;
  readonly fingerprint: string;
  readonly findings: readonly Diagnostic[];
}

export interface DataRow {
  readonly row: number;
  /** A file path relative to the folder, a line number, a sample number. */
  readonly name: string;
  /** Absent where the row is left out: its picture cannot be read, or a value is missing. */
  readonly split?: SplitName;
  /** Text per column that is no picture: the class, the number, the text. */
  readonly values: Readonly<Record<string, string>>;
}

export interface RowFilter {
  readonly split?: SplitName;
  /** Only rows whose `column` is `label`. */
  readonly label?: { readonly column: string; readonly label: string };
  /** Only rows whose name contains this, in whatever case. */
  readonly search?: string;
  /** Only rows that stand in no split. */
  readonly leftOut?: boolean;
}

/** A small picture ready for a canvas. */
export interface Thumbnail {
  readonly row: number;
  readonly width: number;
  readonly height: number;
  /** RGBA, `4 · width · height` bytes; empty where the picture cannot be read. */
  readonly pixels: Uint8Array;
  /** The size of the picture itself. */
  readonly full?: { readonly width: number; readonly height: number };
  /** Its boxes, mask or points, in the pixels above. */
  readonly truth?: VisionAnswer;
  readonly problem?: Diagnostic;
}

/** How often which values stand in a column of numbers. */
export interface Distribution {
  readonly least: number;
  readonly largest: number;
  /** Rows in each of equally wide ranges from `least` to `largest`. */
  readonly counts: readonly number[];
  readonly missing: number;
}

/** A picture as a network gets it, made visible: its numeric steps are taken back, so that colours look right. */
export interface SeenPicture {
  readonly width: number;
  readonly height: number;
  /** RGBA, `4 · width · height` bytes. */
  readonly pixels: Uint8Array;
  /** Its boxes, mask or points, in the pixels above. */
  readonly truth?: VisionAnswer;
  /** Of the numbers that the network really gets. */
  readonly least: number;
  readonly largest: number;
}

export interface AugmentedSample {
  readonly original: Thumbnail;
  /** After preprocessing, as in validation and use; absent where the picture cannot be read. */
  readonly prepared?: SeenPicture;
  /** The same row in the first epochs of a training run with this seed, one after the other. */
  readonly draws: readonly SeenPicture[];
}

/** What an Input or Output stands for: chosen in the document, or because nothing else fits. */
export interface NodeBinding {
  /** Name path of the node. */
  readonly node: string;
  readonly columns: readonly string[];
}

export interface BindingReport {
  readonly bindings: readonly NodeBinding[];
  /** Why not all of them could be bound; empty where training could begin. */
  readonly problems: readonly Diagnostic[];
}

export interface BuiltinSummary {
  readonly name: string;
  readonly title: string;
  readonly docs: string;
  readonly defaultCount: number;
}

export interface DataOperations {
  'data.builtins': { input: Empty; result: readonly BuiltinSummary[] };
  'data.open': { input: DataRequest; result: DataSummary };
  /** A window into the rows that pass `filter`, in their order; `total` counts all that pass. */
  'data.rows': { input: DataRequest & { readonly filter?: RowFilter; readonly offset: number; readonly count: number }; result: { readonly rows: readonly DataRow[]; readonly total: number } };
  /** `size` is the longer side in pixels; `column` the first picture column unless given. */
  'data.thumbnails': { input: DataRequest & { readonly rows: readonly number[]; readonly size: number; readonly column?: string }; result: readonly Thumbnail[] };
  'data.distribution': { input: DataRequest & { readonly column: string }; result: Distribution };
  /** One picture through the very steps that training takes; `seed` is that of the training. */
  'data.augmented': {
    input: DataRequest & { readonly row: number; readonly column: string; readonly steps: readonly ImageStep[]; readonly augmentations: readonly Augmentation[]; readonly seed: number; readonly count: number };
    result: AugmentedSample;
  };
  /** Boxes for a detector to begin with: `count` that fit the objects; `now` are the sides of those it has, `steps` make its input of a picture. */
  'data.anchors': { input: DataRequest & { readonly steps: readonly ImageStep[]; readonly count: number; readonly now: readonly number[] }; result: DataAnchors };
  'data.bindings': { input: DataRequest & { readonly document: DocumentPayload }; result: BindingReport };
}

/** Requests beyond these are refused. */
export const MAX_THUMBNAILS = 256;
export const MAX_THUMBNAIL_SIZE = 512;
export const MAX_ROWS = 1000;
export const MAX_DRAWS = 32;
export const MAX_ANCHORS = 100;
/** Pictures whose objects anchors are fitted to: a few thousand objects, of which twice as many say the same. */
export const ANCHOR_PICTURES = 300;
