/** Whether weights are looked at, and which. */
import { create } from 'zustand';
import type { RunWeights } from '../../engine/run/look-subject';

/** Whose weights: those of the shown run at a moment, or those on the canvas. */
export type WeightsSource = RunWeights | 'canvas';

interface WeightsState {
  readonly isOpen: boolean;
  /** The tensor that is looked at; the first unless chosen. */
  readonly key: string | undefined;
  /** Undefined for the shown run where it trains what is on the canvas, else the canvas. */
  readonly source: WeightsSource | undefined;
}

export const useWeights = create<WeightsState>(() => ({ isOpen: false, key: undefined, source: undefined }));

/** `key` is that of a tensor, or the path of a box. */
export function openWeights(key?: string): void {
  useWeights.setState({ isOpen: true, key });
}

export function closeWeights(): void {
  useWeights.setState({ isOpen: false });
}
