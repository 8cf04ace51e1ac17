/** The run that trains now: its state, and what a window that joins must hear of it. */
import type { Diagnostic } from '../../core/diagnostic';
import type { LogLine } from '../../run/metrics-log';
import type { RunEvent } from '../../run/training-run';
import type { EngineRequest } from '../../worker/client';
import type { RunResult } from '../../worker/protocol';
import type { RunState } from '../protocol/runs';

type EventOf<Name extends RunEvent['event']> = Extract<RunEvent, { event: Name }>;

export class ActiveRun {
  state: RunState = 'starting';
  start: EventOf<'start'> | undefined;
  lastStep: EventOf<'step'> | undefined;
  readonly warnings: Diagnostic[] = [];
  /** What has happened since the log was last written to the disk. */
  private unwritten: LogLine[] = [];
  /** Resolves when the first step is about to begin; rejects where it never comes so far. */
  readonly begun: Promise<void>;
  /** Resolves when the run is no longer under way, however it ended. */
  readonly ended: Promise<void>;
  private noteBegun!: () => void;

  constructor(readonly run: string, private readonly request: EngineRequest<'train' | 'resume'>) {
    this.ended = request.result.then(() => undefined, () => undefined);
    const start = new Promise<void>((resolve) => {
      this.noteBegun = resolve;
    });
    this.begun = Promise.race([start, request.result.then(() => undefined)]);
    // Whoever waits for `begun` hears of it; when nobody does, the result tells.
    this.begun.catch(() => undefined);
  }

  get result(): Promise<RunResult> {
    return this.request.result;
  }

  /** Returns whether the state is another one now. */
  receive(event: RunEvent): boolean {
    if (event.event === 'start') {
      this.start = event;
      this.noteBegun();
      if (this.state !== 'starting') return false;
      this.state = 'running';
      return true;
    }
    if (event.event === 'warning') this.warnings.push(event.diagnostic);
    if (event.event === 'step') this.lastStep = event;
    if (event.event === 'step') this.unwritten.push({ event: 'step', step: event.step, epoch: event.epoch, loss: event.loss, rate: event.rate });
    if (event.event === 'epoch') this.unwritten.push(event);
    // A checkpoint writes the log first.
    if (event.event === 'checkpoint') this.unwritten = this.unwritten.filter(({ step }) => step > event.step);
    return false;
  }

  /** `logged` and what came after it. */
  historyAfter(logged: readonly LogLine[]): readonly LogLine[] {
    const written = logged.at(-1)?.step ?? -1;
    const hasEpoch = new Set(logged.flatMap((line) => (line.event === 'epoch' ? [line.epoch] : [])));
    return [...logged, ...this.unwritten.filter((line) => (line.event === 'epoch' ? !hasEpoch.has(line.epoch) : line.step > written))];
  }

  /** Each returns whether it changed anything. */
  pause(): boolean {
    if (this.state !== 'running') return false;
    this.request.pause();
    this.state = 'paused';
    return true;
  }

  continue(): boolean {
    if (this.state !== 'paused') return false;
    this.request.continue();
    this.state = 'running';
    return true;
  }

  stop(): boolean {
    if (this.state === 'stopping') return false;
    this.request.stop();
    this.state = 'stopping';
    return true;
  }
}
