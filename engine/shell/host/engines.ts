/**
 * The engine processes behind all windows: one that trains, started again whenever it dies, and one for questions to trained
 * models, which must not wait for a run. The second is started soon after a window opens, and ends when nobody has asked for long.
 */
import { fail } from '../../core/diagnostic';
import { Engine, startEngine, type EngineEntries } from '../../worker/client';
import { launchProcess } from '../../worker/launchers';
import type { Launcher } from '../../worker/port';
import type { OperationName, Operations } from '../../worker/protocol';
import type { EngineState } from '../protocol/application';

export interface EnginesOptions {
  readonly entries: EngineEntries;
  /** How an engine process is started; a child process unless given. */
  readonly launch?: Launcher;
  readonly onChange: (state: EngineState) => void;
}

/** An engine that dies sooner than this after its start is only started again when it is needed: it might never live. */
const QUICK_DEATH_MS = 2000;
/** Then the memory of what was looked at is worth more than the second that a start takes. */
const IDLE_MS = 600_000;
/** A window has drawn itself by then. */
const WARM_UP_MS = 3000;

export class Engines {
  private trainer: Engine | undefined;
  private startedAt = 0;
  private current: EngineState = { state: 'ready', restarts: 0 };
  private closing = false;
  private questions: Engine | undefined;
  private openQuestions = 0;
  private idle: NodeJS.Timeout | undefined;
  private warming: NodeJS.Timeout | undefined;

  constructor(private readonly options: EnginesOptions) {
    this.trainer = this.startTrainer();
  }

  get state(): EngineState {
    return this.current;
  }

  /** For runs. */
  forRuns(): Engine {
    this.refuseWhileClosing();
    if (this.trainer) return this.trainer;
    this.trainer = this.startTrainer();
    this.become({ state: 'ready', restarts: this.current.restarts + 1, ...this.reason() });
    return this.trainer;
  }

  /** The process that trains; undefined while there is none. */
  async computePid(): Promise<number | undefined> {
    return (await this.trainer?.status().catch(() => undefined))?.hostPid;
  }

  /** A question to a trained model, answered while a run goes on. */
  async ask<Name extends Exclude<OperationName, 'train' | 'resume'>>(operation: Name, input: Operations[Name]['input']): Promise<Operations[Name]['result']> {
    this.refuseWhileClosing();
    clearTimeout(this.idle);
    clearTimeout(this.warming);
    this.openQuestions++;
    try {
      return await (this.questions ??= this.startQuestions()).request(operation, input).result;
    } finally {
      this.openQuestions--;
      this.endWhenIdle();
    }
  }

  /** A window has opened: the first question is not to wait for a process to start. */
  warmUp(): void {
    if (this.questions || this.warming || this.closing) return;
    this.warming = setTimeout(() => {
      this.questions ??= this.startQuestions();
      this.endWhenIdle();
    }, WARM_UP_MS).unref();
  }

  /** Stops runs with a checkpoint; resolves when no process is left. */
  async close(): Promise<void> {
    this.closing = true;
    await Promise.all([this.trainer?.close(), this.endQuestions()]);
  }

  /** Windows ask until they are told to go; a process started now would outlive the application. */
  private refuseWhileClosing(): void {
    if (this.closing) fail('application-ending', 'LayerLoom is ending, so nothing is computed any more.', { remedy: 'Start it again.' });
  }

  private endWhenIdle(): void {
    if (this.openQuestions === 0 && !this.closing) this.idle = setTimeout(() => void this.endQuestions(), IDLE_MS).unref();
  }

  private async endQuestions(): Promise<void> {
    clearTimeout(this.idle);
    clearTimeout(this.warming);
    this.warming = undefined;
    const engine = this.questions;
    this.questions = undefined;
    await engine?.close();
  }

  private startTrainer(): Engine {
    this.startedAt = Date.now();
    return this.start(
      (reason) => this.trainerDied(reason),
      // Its supervisor has lived on and started another host by itself.
      (reason) => this.become({ state: 'ready', reason, restarts: this.current.restarts + 1 }),
    );
  }

  private startQuestions(): Engine {
    const engine = this.start(() => {
      if (this.questions === engine) this.questions = undefined;
    });
    return engine;
  }

  private start(onExit: (reason: string) => void, onHostRestarted?: (reason: string) => void): Engine {
    const launch: Launcher = (entry, setup) => {
      const child = (this.options.launch ?? launchProcess)<never, never>(entry, setup);
      // After the engine itself has heard of it, so that what it was doing has failed when it is started again.
      child.onExit((reason) => setImmediate(() => onExit(reason)));
      return child;
    };
    return startEngine({ entries: this.options.entries, launch, ...(onHostRestarted && { onHostRestarted }) });
  }

  private trainerDied(reason: string): void {
    this.trainer = undefined;
    if (this.closing) return;
    if (Date.now() - this.startedAt < QUICK_DEATH_MS) return this.become({ state: 'gone', reason, restarts: this.current.restarts });
    this.become({ state: 'restarting', reason, restarts: this.current.restarts });
    this.forRuns();
  }

  private become(state: EngineState): void {
    this.current = state;
    this.options.onChange(state);
  }

  private reason(): Pick<EngineState, 'reason'> {
    return this.current.reason === undefined ? {} : { reason: this.current.reason };
  }
}
