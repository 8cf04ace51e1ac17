/**
 * What a data set is to the rest of the engine: named columns, rows, three splits, and a way to read a cell.
 * Every source (image folder, CSV table, generator) implements `Dataset`; batching, augmentation, the data panel and the
 * command line know nothing else.
 */
import type { ColumnKind } from '../core/column';
import type { Diagnostic } from '../core/diagnostic';
import type { Skeleton } from '../vision/answer';

export type SplitName = 'train' | 'validation' | 'test';
export const SPLIT_NAMES: readonly SplitName[] = ['train', 'validation', 'test'];

export type { ColumnKind };

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Class names in label order; columns of categories, masks and boxes only. */
  readonly classes?: readonly string[];
  /** Most frequent picture size of an image column; pictures of other sizes are resized to the network's input. */
  readonly image?: { readonly height: number; readonly width: number; readonly channels: 1 | 3 };
  /** How its points belong together; columns of points only. */
  readonly skeleton?: Skeleton;
  /** Mean and standard deviation over the training split; number columns only. */
  readonly statistics?: { readonly mean: number; readonly standardDeviation: number };
  /** Whether this is what a network should predict (the class folder, the chosen CSV target). */
  readonly isTarget: boolean;
}

/** A decoded picture: interleaved 8-bit rows, upright (EXIF orientation applied), alpha already laid over white. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

/** The class of a pixel of a mask that says nothing: it neither teaches nor counts. */
export const IGNORED_PIXEL = 255;

/** So many objects of a picture can have pixels of their own: they are numbered from 1 in one byte. */
export const MOST_INSTANCES = 255;

/** The objects of one picture, in pixels of the upright picture. */
export interface Boxes {
  /** Size of the picture that the boxes are given in. */
  readonly width: number;
  readonly height: number;
  /** x, y, width, height per object; x, y is the upper left corner. */
  readonly boxes: Float32Array;
  /** Class index per object. */
  readonly labels: Int32Array;
  /** Of each object, 1 where the box stands for a crowd that is neither to be found nor wrong to be found. */
  readonly crowd?: Uint8Array;
  /** Which object each pixel shows: one channel of the picture's size, 0 for none, k for the object k − 1. */
  readonly instances?: Pixels;
}

/** The points of one body, hand or face, in pixels of the upright picture. */
export interface Points {
  /** Size of the picture that the points are given in. */
  readonly width: number;
  readonly height: number;
  /** x, y, z, visibility per point; z in the scale of x, visibility from 0 to 1. */
  readonly points: Float32Array;
}

/** A mask is `Pixels` of one channel that holds class indices and `IGNORED_PIXEL`. */
export type Cell = Pixels | Boxes | Points | number | string;

/** Where data comes from; plain JSON, so that it can stand in a document or run and travel to a data worker. */
export type DataSource =
  | {
      readonly kind: 'folder';
      readonly path: string;
      /** How to read the folders: understood by their names unless given. */
      readonly layout?: 'auto' | 'classes' | 'splits';
    }
  | {
      readonly kind: 'csv';
      readonly path: string;
      /** The column to predict; the last one unless given. */
      readonly target?: string;
      /** Several columns to predict, instead of `target`. */
      readonly targets?: readonly string[];
      /** Whether the first line names the columns; understood from its values unless given. */
      readonly header?: boolean;
      /** Kinds of columns that are not what their values suggest, by column name. */
      readonly kinds?: Readonly<Record<string, ColumnKind>>;
    }
  | { readonly kind: 'builtin'; readonly name: string; readonly count?: number; readonly seed?: number };

export interface SplitOptions {
  readonly seed: number;
  /** Shares of the rows that the source has not assigned itself; the rest trains. */
  readonly validation: number;
  readonly test: number;
}

export interface Dataset {
  readonly source: DataSource;
  readonly rowCount: number;
  readonly columns: readonly Column[];
  readonly splits: Readonly<Record<SplitName, Uint32Array>>;
  /** A hash of names, sizes and labels (not of pixels), to recognise the same data later. */
  readonly fingerprint: string;
  /** What was understood (layout, splits), and everything found on the way: unreadable files, duplicates, tiny classes. */
  readonly findings: readonly Diagnostic[];
  /** A short name of the row for messages: a file path relative to the folder, a line number, a sample number. */
  rowName(row: number): string;
  /** The class index of a category cell, the number, the text or the decoded picture. Throws LoomError where it cannot be read. */
  read(row: number, column: string): Promise<Cell>;
}
