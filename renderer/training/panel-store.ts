/** How this window looks at runs: which view, how curves are drawn, what is laid over them. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { TrainingViewId } from './training-views';

export type CurveAxis = 'step' | 'epoch';

interface CurvePreferences {
  /** Undefined for what fits: settings before the first run, progress from then on. */
  readonly view: TrainingViewId | undefined;
  /** Of the moving average over training steps: 0 for none, below 1. */
  readonly smoothing: number;
  readonly isLog: boolean;
  readonly axis: CurveAxis;
  /** Whether the matrix shows shares of a row rather than counts. */
  readonly inPercent: boolean;
}

interface PanelState extends CurvePreferences {
  /** Folders of runs that are laid over the shown one. */
  readonly compared: readonly string[];
  readonly dialog: 'runs' | 'fork' | 'prune' | undefined;
  /** The Output whose answers are shown; the first unless chosen. */
  readonly output: string | undefined;
}

export const useTrainingPanel = create<PanelState>()(
  persist(
    (): PanelState => ({ view: undefined, smoothing: 0.6, isLog: false, axis: 'epoch', inPercent: true, compared: [], dialog: undefined, output: undefined }),
    { name: 'layerloom-training', version: 1, partialize: ({ smoothing, isLog, axis, inPercent }): Omit<CurvePreferences, 'view'> => ({ smoothing, isLog, axis, inPercent }) },
  ),
);

export function showTrainingView(view: TrainingViewId): void {
  useTrainingPanel.setState({ view });
}

export function toggleCompared(run: string): void {
  useTrainingPanel.setState(({ compared }) => ({ compared: compared.includes(run) ? compared.filter((one) => one !== run) : [...compared, run] }));
}
