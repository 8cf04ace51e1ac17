/** The drawing on the pad, kept while other panels are shown. */
import { create } from 'zustand';
import type { Stroke } from './stroke';

export interface Pen {
  readonly size: number;
  readonly isEraser: boolean;
  readonly colour: string;
  /** Black paper and white ink, or the other way round. */
  readonly isOnWhite: boolean;
  readonly isCentred: boolean;
}

interface DrawingState {
  readonly strokes: readonly Stroke[];
  readonly pen: Pen;
}

export const PEN_SIZES = { least: 6, most: 60, usual: 24 };

export const useDrawing = create<DrawingState>(() => ({ strokes: [], pen: { size: PEN_SIZES.usual, isEraser: false, colour: '#ffffff', isOnWhite: false, isCentred: true } }));

export function setPen(changes: Partial<Pen>): void {
  useDrawing.setState(({ pen }) => ({ pen: { ...pen, ...changes } }));
}

export function setStrokes(strokes: readonly Stroke[]): void {
  useDrawing.setState({ strokes });
}

export function paperOf({ isOnWhite }: Pen): string {
  return isOnWhite ? '#ffffff' : '#000000';
}
