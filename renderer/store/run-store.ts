/**
 * The run that this window shows, and which runs there are. Windows share them: whatever one starts, all of them show.
 * `training/follow-runs.ts` fills this from the host; what a person does with runs is in `training/run-control.ts`.
 */
import { create } from 'zustand';
import type { Diagnostic } from '../../engine/core/diagnostic';
import type { LoomDocument } from '../../engine/document/model';
import type { EngineState } from '../../engine/shell/protocol/application';
import type { RunState, RunSummary } from '../../engine/shell/protocol/runs';
import type { LogLine } from '../../engine/run/metrics-log';
import type { RunEvent } from '../../engine/run/training-run';
import { addLines, cutBack } from './run-history';

export type RunStart = Extract<RunEvent, { event: 'start' }>;
export type RunStep = Extract<RunEvent, { event: 'step' }>;
export type RunDone = Extract<RunEvent, { event: 'done' }>;
export type FeatureProgress = Extract<RunEvent, { event: 'features'; state: 'computing' | 'ready' }>;

/** Why a run has ended without being asked to. */
export interface RunFailure {
  readonly diagnostics: readonly Diagnostic[];
  /** Whether it can go on from its last checkpoint. */
  readonly resumable: boolean;
}

/** What this window has asked for and waits for. */
export type RunWish = 'start' | 'resume' | 'pause' | 'continue' | 'stop';

interface ShownRun {
  readonly run: RunSummary | undefined;
  /** The network as it is trained. */
  readonly document: LoomDocument | undefined;
  readonly start: RunStart | undefined;
  readonly lastStep: RunStep | undefined;
  /** Steps in order, thinned out where there are many; every epoch. */
  readonly history: readonly LogLine[];
  readonly warnings: readonly Diagnostic[];
  readonly failure: RunFailure | undefined;
  readonly done: RunDone | undefined;
  /** Why it waits by itself: the disk is nearly full. */
  readonly held: Diagnostic | undefined;
  /** While its frozen part is computed, once per sample. */
  readonly features: FeatureProgress | undefined;
  /** When it last wrote a checkpoint, in milliseconds of `Date.now()`. */
  readonly checkpointAt: number | undefined;
}

export interface RunStoreState extends ShownRun {
  /** The newest first. */
  readonly list: readonly RunSummary[];
  readonly wish: RunWish | undefined;
  readonly engine: EngineState;
}

export const NO_RUN: ShownRun = {
  run: undefined,
  document: undefined,
  start: undefined,
  lastStep: undefined,
  history: [],
  warnings: [],
  failure: undefined,
  done: undefined,
  held: undefined,
  features: undefined,
  checkpointAt: undefined,
};

export const useRun = create<RunStoreState>(() => ({ ...NO_RUN, list: [], wish: undefined, engine: { state: 'ready', restarts: 0 } }));

export function isUnderWay(state: RunState | undefined): boolean {
  return state === 'starting' || state === 'running' || state === 'paused' || state === 'stopping';
}

/** The run that trains now, in whichever window it was started. */
export function activeRun({ run, list }: Pick<RunStoreState, 'run' | 'list'>): RunSummary | undefined {
  return isUnderWay(run?.state) ? run : list.find(({ state }) => isUnderWay(state));
}

/** The shown run after what has happened to it. `now` in milliseconds of `Date.now()`. */
export function afterEvents(shown: ShownRun, events: readonly RunEvent[], now: number): ShownRun {
  const lines: LogLine[] = [];
  let next = shown;
  for (const event of events) {
    if (event.event === 'start') {
      // A resumed run goes on from its checkpoint, which may lie behind what it had reached.
      const kept = cutBack(addLines(next.history, lines.splice(0)), event);
      next = { ...next, start: event, lastStep: undefined, history: kept, failure: undefined, done: undefined, held: undefined, features: undefined, checkpointAt: now };
    } else if (event.event === 'step') {
      lines.push({ event: 'step', step: event.step, epoch: event.epoch, loss: event.loss, rate: event.rate });
      next = { ...next, lastStep: event, ...(event.problems.length > 0 && { warnings: withNew(next.warnings, event.problems) }) };
    } else if (event.event === 'epoch') lines.push(event);
    else if (event.event === 'checkpoint') next = { ...next, checkpointAt: now };
    else if (event.event === 'warning') next = { ...next, warnings: withNew(next.warnings, [event.diagnostic]) };
    else if (event.event === 'held') next = { ...next, held: event.diagnostic };
    else if (event.event === 'features') next = withFeatures(next, event);
    else if (event.event === 'released') next = { ...next, held: undefined };
    else if (event.event === 'done') next = { ...next, done: event };
  }
  return lines.length > 0 ? { ...next, history: addLines(next.history, lines) } : next;
}

/** Why nothing is kept is worth a remark; how far it is only while it goes on. */
function withFeatures(shown: ShownRun, event: Extract<RunEvent, { event: 'features' }>): ShownRun {
  if (event.state === 'off') return { ...shown, features: undefined, warnings: withNew(shown.warnings, [event.diagnostic]) };
  return { ...shown, features: event.state === 'computing' ? event : undefined };
}

/** A thousand unreadable rows are no thousand lines to read. */
const MOST_WARNINGS = 100;

function withNew(known: readonly Diagnostic[], more: readonly Diagnostic[]): readonly Diagnostic[] {
  const messages = new Set(known.map(({ message }) => message));
  return [...known, ...more.filter(({ message }) => !messages.has(message))].slice(0, MOST_WARNINGS);
}
