/** What the X-ray shows: one frame, what the head answered about it, and what a person looks at in it. */
import { create } from 'zustand';
import type { Diagnostic } from '../../engine/core/diagnostic';
import { useDocument } from '../store/document-store';
import type { ReadXray } from './read-xray';

export type XrayView = 'cells' | 'boxes' | 'assignment' | 'loss' | 'compare';

/** A cell of one map; of regions there is only the place itself. */
export interface Cell {
  readonly scale: number;
  readonly row: number;
  readonly column: number;
}

interface XrayState {
  /** Whether the panel is in sight: only then frames are asked about. */
  readonly isShown: boolean;
  readonly isAsking: boolean;
  readonly read: ReadXray | undefined;
  readonly problem: Diagnostic | undefined;
  /** The head that is looked at; the first one unless chosen. */
  readonly head: string | undefined;
  readonly view: XrayView;
  /** Boxes with a lower score are left out. */
  readonly score: number;
  /** Boxes that overlap a better one of their class by more are suppressed. */
  readonly iou: number;
  /** Whether boxes suppress others of any class. */
  readonly amongAll: boolean;
  /** Index of the map whose grid is drawn. */
  readonly scale: number;
  /** Under the pointer, or where the keyboard is. */
  readonly cell: Cell | undefined;
  /** Of regions. */
  readonly region: number | undefined;
  /** Whether the cell stays when the pointer leaves it. */
  readonly isHeld: boolean;
  /** A place whose box was chosen. */
  readonly place: number | undefined;
  /** A true object that was chosen. */
  readonly object: number | undefined;
}

const NOTHING_CHOSEN = { cell: undefined, region: undefined, isHeld: false, place: undefined, object: undefined } as const;

export const useXray = create<XrayState>(() => ({
  isShown: false,
  isAsking: false,
  read: undefined,
  problem: undefined,
  head: undefined,
  view: 'boxes',
  score: 0.25,
  iou: 0.45,
  amongAll: false,
  scale: 0,
  ...NOTHING_CHOSEN,
}));

// Another document: nothing of the last one is left.
useDocument.subscribe((now, before) => {
  if (now.history.steps[0] !== before.history.steps[0]) useXray.setState({ ...NOTHING_CHOSEN, read: undefined, problem: undefined, head: undefined, scale: 0 });
});

/** A new answer. The cell stays where the grid is the same; boxes and objects are those of another frame. */
export function showXray(read: ReadXray): void {
  useXray.setState(({ read: before, cell, scale }) => {
    const isSameGrid = JSON.stringify(before?.grids) === JSON.stringify(read.grids);
    return { ...NOTHING_CHOSEN, read, problem: undefined, ...(isSameGrid ? { cell, isHeld: cell !== undefined, scale } : { scale: 0 }) };
  });
}
