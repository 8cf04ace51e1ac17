/** Where in the tour a person is. It goes on by what they do, not by what they read. */
import { create } from 'zustand';
import { useRun } from '../store/run-store';
import { useSample } from '../store/sample-store';
import { useSession } from '../store/session-store';
import type { RunState } from '../../engine/shell/protocol/runs';

export type TourStep = 'network' | 'training' | 'trained' | 'draw' | 'next';

interface TourState {
  /** Undefined while no tour is under way. */
  readonly step: TourStep | undefined;
  /** The run that was started in the tour. */
  readonly run: string | undefined;
}

const NO_TOUR: TourState = { step: undefined, run: undefined };

export const useTour = create<TourState>(() => NO_TOUR);

export function beginTour(): void {
  useTour.setState({ step: 'network', run: undefined });
}

export function goToStep(step: TourStep): void {
  useTour.setState({ step });
}

export function endTour(): void {
  useTour.setState(NO_TOUR);
}

/** The step that follows from what has happened; the same one where nothing has. */
export function stepAfter(step: TourStep, now: { readonly state: RunState | undefined; readonly isPredicting: boolean; readonly hasDrawn: boolean }): TourStep {
  const isUnderWay = now.state === 'starting' || now.state === 'running' || now.state === 'paused';
  if (step === 'network' && isUnderWay) return 'training';
  if (step === 'training' && now.state === 'done') return 'trained';
  if (step === 'trained' && now.isPredicting) return 'draw';
  if (step === 'draw' && now.hasDrawn) return 'next';
  return step;
}

/** Watches what a person does for as long as the window lives. */
export function followTour(): void {
  const look = (): void => {
    const { step, run } = useTour.getState();
    if (step === undefined) return;
    const shown = useRun.getState().run;
    const isUnderWay = shown !== undefined && shown.state !== 'done' && shown.state !== 'unfinished';
    if (step === 'network' && isUnderWay) useTour.setState({ run: shown.run });
    const { dockTab, panels } = useSession.getState();
    const now = {
      // An older run that is shown says nothing about this one.
      state: step === 'network' ? (isUnderWay ? shown.state : undefined) : shown?.run === run ? shown?.state : undefined,
      isPredicting: dockTab === 'predict' && panels.dock,
      hasDrawn: useSample.getState().sample?.kind === 'given',
    };
    const next = stepAfter(step, now);
    if (next !== step) useTour.setState({ step: next });
  };
  for (const store of [useRun, useSession, useSample]) store.subscribe(look);
}
