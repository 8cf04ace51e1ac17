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
  /** Who waits for the next checkpoint. */
  private readonly saved: (() => void)[] = [];
  private asleep = false;

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
    if (event.event === 'held') return this.hold(event.diagnostic);
    if (event.event === 'released') return this.release();
    if (event.event === 'checkpoint') this.saved.splice(0).forEach((resolve) => resolve());
    if (event.event === 'warning' || (event.event === 'features' && event.state === 'off')) this.warnings.push(event.diagnostic);
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

  /** The machine goes to sleep: a checkpoint, and no more steps until it wakes. Resolves when the checkpoint is there or cannot be. */
  async sleep(): Promise<void> {
    if (this.state !== 'running' && this.state !== 'paused') return;
    const saved = new Promise<void>((resolve) => this.saved.push(resolve));
    this.request.checkpoint();
    this.asleep = this.state === 'running';
    if (this.asleep) this.request.pause();
    await Promise.race([saved, this.ended]);
  }

  /** What a person had paused stays so. */
  wake(): void {
    if (this.asleep) this.request.continue();
    this.asleep = false;
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

  /** By a full disk: it shows as paused, with the reason among the warnings until it goes on. */
  private hold(reason: Diagnostic): boolean {
    this.warnings.push(reason);
    if (this.state !== 'running') return false;
    this.state = 'paused';
    return true;
  }

  private release(): boolean {
    const reason = this.warnings.findIndex(({ code }) => code === 'disk-low');
    if (reason >= 0) this.warnings.splice(reason, 1);
    if (this.state !== 'paused') return false;
    this.state = 'running';
    return true;
  }
}
