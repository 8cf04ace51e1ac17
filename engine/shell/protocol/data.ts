/** Data sets as the data panel shows them. */
import type { Diagnostic } from '../../core/diagnostic';
import type { Column, DataSource, SplitName, SplitOptions } from '../../data/dataset';
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
  readonly split: SplitName;
  /** Text per column that is no picture: the class, the number, the text. */
  readonly values: Readonly<Record<string, string>>;
}

export interface RowFilter {
  readonly split?: SplitName;
  /** Only rows whose `column` is `label`. */
  readonly label?: { readonly column: string; readonly label: string };
}

/** A small picture ready for a canvas. */
export interface Thumbnail {
  readonly row: number;
  readonly width: number;
  readonly height: number;
  /** RGBA, `4 · width · height` bytes; empty where the picture cannot be read. */
  readonly pixels: Uint8Array;
  readonly problem?: Diagnostic;
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
}

/** Requests beyond these are refused. */
export const MAX_THUMBNAILS = 256;
export const MAX_THUMBNAIL_SIZE = 512;
export const MAX_ROWS = 1000;
