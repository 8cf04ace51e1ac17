/**
 * What playgrounds ask of the engine, in plain numbers. No question leaves anything behind: what a training has reached
 * travels with each question, so that going back to the start, or to any step, is asking again with less.
 */

/** Values by name, row-major, all rows one after the other. */
export type Numbers = Readonly<Record<string, readonly number[]>>;

export interface LabRows {
  /** By Input. */
  readonly inputs: Numbers;
  /** By Output: values, or numbers of classes. */
  readonly targets: Numbers;
}

/** What a training has reached. */
export interface LabState {
  readonly step: number;
  /** Weights and what the optimizer keeps, by key. */
  readonly tensors: Numbers;
}

/** `Network` is a document as it travels on each stretch of its way. */
export interface LabTraining<Network> {
  /** Its training settings say how: optimizer, batch size, seed. One update. */
  readonly document: Network;
  readonly rows: LabRows;
  /** Rows that are only judged. */
  readonly held?: LabRows;
  /** The start, drawn from the seed, unless given. */
  readonly state?: LabState;
  /** How many to take; none to be told where it stands. */
  readonly steps: number;
  /** What the network answers after the steps, for these inputs. */
  readonly ask?: Numbers;
}

export interface LabTrained {
  readonly state: LabState;
  /** Of the batch of every step, before its update. */
  readonly losses: readonly number[];
  /** Over all rows after the last step. */
  readonly loss: number;
  readonly heldLoss?: number;
  /** By Output. */
  readonly answers?: Numbers;
}

export interface LabQuestion<Network> {
  readonly document: Network;
  readonly inputs: Numbers;
  /** In place of the document's own, by key. */
  readonly tensors?: Numbers;
}

/** What every port carries, as `path:port`. */
export type LabAnswer = Readonly<Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>>;

export interface LabDescent {
  readonly surface: string;
  /** With a learning rate and settings of its own. */
  readonly optimizer: { readonly name: string; readonly [setting: string]: string | number };
  /** One number on a curve, two on a surface. */
  readonly start: readonly number[];
  readonly steps: number;
}

/** Places in order, the start first. */
export interface LabTrail {
  readonly points: readonly (readonly number[])[];
  readonly heights: readonly number[];
  /** Whether it ended early because it went far beyond the picture. */
  readonly hasLeft: boolean;
}

export interface LabHeights {
  readonly surface: string;
  /** One list of coordinates per axis, equally long. */
  readonly at: readonly (readonly number[])[];
}

export const MAX_LAB_VALUES = 300_000;
export const MAX_LAB_STEPS = 5000;
