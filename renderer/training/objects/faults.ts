/** How boxes go wrong, in the words and the order of the window. */
import type { ObjectOutcome } from '../../../engine/vision/detection-errors';
import type { Detection, VisionAnswer } from '../../../engine/vision/answer';

export type Fault = Exclude<ObjectOutcome['kind'], 'right'>;

interface FaultWords {
  readonly fault: Fault;
  readonly word: string;
  readonly help: string;
}

export const FAULTS: readonly FaultWords[] = [
  { fault: 'missed', word: 'missed', help: 'Objects that no box found' },
  { fault: 'misplaced', word: 'misplaced', help: 'Boxes of the right class beside an object: they overlap it by less than half' },
  { fault: 'wrongClass', word: 'of another class', help: 'Boxes on an object of another class' },
  { fault: 'double', word: 'twice', help: 'Boxes on an object that a better box has already' },
  { fault: 'invented', word: 'invented', help: 'Boxes where there is nothing of the kind' },
];

/** Which pictures are looked at: those with one kind of fault, or with one cell of the confusion table. */
export type ObjectFilter = { readonly kind: 'fault'; readonly fault: Fault } | { readonly kind: 'cell'; readonly truth: number; readonly answer: number };

export function passes(outcome: ObjectOutcome, filter: ObjectFilter): boolean {
  return filter.kind === 'fault' ? outcome.kind === filter.fault : outcome.truth === filter.truth && outcome.answer === filter.answer;
}

/** What is wrong with a picture, over it: boxes that were said, and objects that none was said of. */
export interface Marks {
  readonly said: VisionAnswer;
  readonly missed: readonly Detection[];
}

/** What the filter asks for; without a filter all that is wrong. Nothing where all is right. */
export function marksOf(outcomes: readonly ObjectOutcome[], filter: ObjectFilter | undefined): Marks | undefined {
  const marked = outcomes.filter((outcome) => (filter ? passes(outcome, filter) : outcome.kind !== 'right'));
  if (marked.length === 0) return undefined;
  const boxes = (isMissed: boolean): readonly Detection[] => marked.filter(({ kind }) => (kind === 'missed') === isMissed).map(({ x, y, width, height, truth }) => ({ x, y, width, height, label: truth, score: 1 }));
  return { said: { kind: 'boxes', detections: boxes(false), classes: [] }, missed: boxes(true) };
}
