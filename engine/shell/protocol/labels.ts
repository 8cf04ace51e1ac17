/** Labelling: objects drawn on the pictures of a folder, kept in a COCO file beside them. */
import type { Diagnostic } from '../../core/diagnostic';
import type { LabelCategory, LabelledObject } from '../../data/annotations/labels';
import type { FoundBox } from '../../run/detect';

export interface LabelledPicture {
  /** Below the folder, with `/` between names. */
  readonly path: string;
  /** Absent where nobody has labelled it; 0 where it was looked at and shows nothing. */
  readonly objects?: number;
}

export interface LabelFolder {
  readonly folder: string;
  /** Where labels are written, below the folder. */
  readonly file: string;
  /** Changes whenever the file does. */
  readonly revision: string;
  readonly categories: readonly (LabelCategory & { readonly uses: number })[];
  /** The first number that no object has. */
  readonly nextId: number;
  readonly pictures: readonly LabelledPicture[];
  readonly notes: readonly Diagnostic[];
}

export interface PictureLabels {
  readonly width: number;
  readonly height: number;
  /** A file that a browser can show. */
  readonly bytes: Uint8Array;
  readonly type: string;
  /** Absent where nobody has labelled it. */
  readonly objects?: readonly LabelledObject[];
}

/** What a picture holds from now on; without objects it is unlabelled again. */
export interface PictureChange {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly objects?: readonly LabelledObject[];
}

export interface LabelChange {
  readonly folder: string;
  /** Of the file as the window knows it: a file that somebody else has changed since is left alone. */
  readonly revision: string;
  readonly pictures: readonly PictureChange[];
  /** All of them, where they change. */
  readonly categories?: readonly LabelCategory[];
}

export interface LabelOperations {
  'labels.open': { input: { readonly folder: string }; result: LabelFolder };
  /** One picture of a folder with what is drawn on it. */
  'labels.read': { input: { readonly folder: string; readonly picture: string }; result: PictureLabels };
  /** Writes the file; nothing changes where it fails. */
  'labels.save': { input: LabelChange; result: { readonly revision: string } };
  /** What a run or a model file finds in a picture, best first. */
  'labels.suggest': { input: { readonly folder: string; readonly picture: string; readonly model: string; readonly score: number }; result: readonly FoundBox[] };
}

export const MAX_LABELLED_OBJECTS = 10_000;
export const MAX_POLYGON_NUMBERS = 20_000;
/** Pictures that one step can change. */
export const MAX_CHANGED_PICTURES = 100;
