/** How far the import of a file is, and what it asks or has to say. */
import { create } from 'zustand';
import type { ImportReport } from '../../engine/import/report';

export interface ImportedFile {
  readonly name: string;
  readonly path: string;
}

export type ImportPhase =
  /** `sent` is the share of a dropped file that is on the host; absent for a file that lies there. */
  | { readonly phase: 'reading'; readonly file: ImportedFile; readonly sent?: number }
  | { readonly phase: 'asking'; readonly file: ImportedFile; readonly dims: readonly string[] }
  | { readonly phase: 'failed'; readonly file: ImportedFile; readonly sentences: readonly string[] }
  | { readonly phase: 'done'; readonly file: ImportedFile; readonly report: ImportReport };

interface ImportState {
  readonly at: ImportPhase | undefined;
  /** Which import is shown: what an abandoned one still answers is not. */
  readonly turn: number;
}

export const useImport = create<ImportState>(() => ({ at: undefined, turn: 0 }));

/** Begins an import and returns its turn. */
export function beginImport(at: ImportPhase): number {
  const turn = useImport.getState().turn + 1;
  useImport.setState({ at, turn });
  return turn;
}

/** Whether the import is still the one that is shown. */
export function isCurrent(turn: number): boolean {
  return useImport.getState().turn === turn;
}

export function showImport(turn: number, at: ImportPhase): void {
  if (isCurrent(turn)) useImport.setState({ at });
}

/** Leaves; an import that is under way is forgotten. */
export function closeImport(): void {
  useImport.setState(({ turn }) => ({ at: undefined, turn: turn + 1 }));
}
