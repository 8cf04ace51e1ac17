/** The past and future of one document, as labelled versions. Versions are immutable and share what did not change. */
import type { LoomDocument } from '../../engine/document/model';

export interface HistoryStep {
  /** What the person did, e.g. “Add Conv2D”; undo names it. */
  readonly label: string;
  readonly document: LoomDocument;
  /** Steps that share a gesture (one drag, one visit to a field) are one step. */
  readonly gesture?: string;
}

export interface History {
  readonly steps: readonly HistoryStep[];
  /** The step whose document is shown. */
  readonly at: number;
}

export function startHistory(document: LoomDocument): History {
  return { steps: [{ label: 'Open', document }], at: 0 };
}

export function currentDocument({ steps, at }: History): LoomDocument {
  return steps[at]!.document;
}

/** Adds a step and forgets what had been undone; a step that goes on with the last gesture takes its place. */
export function record(history: History, step: HistoryStep): History {
  const { steps, at } = history;
  if (step.document === currentDocument(history)) return history;
  const goesOn = step.gesture !== undefined && at > 0 && at === steps.length - 1 && steps[at]!.gesture === step.gesture;
  const kept = steps.slice(0, goesOn ? at : at + 1);
  return { steps: [...kept, step], at: kept.length };
}

/** The label of the step that undo takes back; undefined where there is none. */
export function undoLabel({ steps, at }: History): string | undefined {
  return at > 0 ? steps[at]!.label : undefined;
}

export function redoLabel({ steps, at }: History): string | undefined {
  return steps[at + 1]?.label;
}

/** Moves by a number of steps, as far as there are any. */
export function travel(history: History, by: number): History {
  const at = Math.min(Math.max(history.at + by, 0), history.steps.length - 1);
  return at === history.at ? history : { ...history, at };
}
