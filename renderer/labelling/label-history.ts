/** What was done to the labels of a folder, and can be undone: a history of its own, since labels stand in no document. */
import type { LabelCategory, LabelledObject } from '../../engine/data/annotations/labels';
import type { Size } from './shapes';

/** Without objects nobody has labelled the picture. */
export interface PictureState extends Size {
  readonly path: string;
  readonly objects: readonly LabelledObject[] | undefined;
}

export interface LabelStep {
  /** What the person did, as in “Draw a box”. */
  readonly label: string;
  readonly picture?: { readonly before: PictureState; readonly after: PictureState };
  readonly categories?: { readonly before: readonly LabelCategory[]; readonly after: readonly LabelCategory[] };
  /** Steps of one gesture (a key held down, a visit to a field) are one. */
  readonly gesture?: string;
}

export interface LabelHistory {
  readonly steps: readonly LabelStep[];
  /** How many of them hold now. */
  readonly done: number;
}

export const NO_STEPS: LabelHistory = { steps: [], done: 0 };

/** Forgets what had been undone; a step that goes on with the last gesture becomes one with it. */
export function recordStep({ steps, done }: LabelHistory, step: LabelStep): LabelHistory {
  const last = done === steps.length ? steps.at(-1) : undefined;
  const goesOn = step.gesture !== undefined && last?.gesture === step.gesture && last.picture?.after.path === step.picture?.after.path;
  if (!goesOn) return { steps: [...steps.slice(0, done), step], done: done + 1 };
  const picture = step.picture && last!.picture ? { before: last!.picture.before, after: step.picture.after } : step.picture;
  const categories = step.categories && last!.categories ? { before: last!.categories.before, after: step.categories.after } : (step.categories ?? last!.categories);
  return { steps: [...steps.slice(0, -1), { ...step, ...(picture && { picture }), ...(categories && { categories }) }], done };
}

/** The step that undo takes back. */
export function stepBack({ steps, done }: LabelHistory): LabelStep | undefined {
  return steps[done - 1];
}

/** The step that redo does again. */
export function stepForth({ steps, done }: LabelHistory): LabelStep | undefined {
  return steps[done];
}
