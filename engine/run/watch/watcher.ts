/** When to look inside a run, so that looking costs no more than its share of the time; a look that fails never ends a run. */
import { LoomError, sentence, warning } from '../../core/diagnostic';
import type { RunEvent } from '../training-run';
import type { TrainingState } from '../training-state';
import { Probe, type ProbeParts } from './probe';
import type { WatchLog } from './watch-log';

export interface WatcherParts extends ProbeParts {
  readonly log: WatchLog;
  readonly state: TrainingState;
  /** Of the time. */
  readonly share: number;
}

/** `end` is the end of the last epoch. */
export type WatchMoment = 'start' | 'step' | 'epoch' | 'end';

/** Between two looks within an epoch, at least. */
const WITHIN_EPOCH_MS = 5000;

export class Watcher {
  private probe: Probe | undefined;
  private isBroken = false;
  private lookedAt = performance.now();
  /** Of the last look, in milliseconds. The first is not counted: with opening and warming up it takes many times as long as the others. */
  private cost = 0;

  constructor(private readonly parts: WatcherParts) {}

  /** What a window should hear, if it is time for a look. `rate` is the learning rate of the step before. */
  async look(moment: WatchMoment, rate?: number): Promise<RunEvent | undefined> {
    if (this.isBroken || !this.isDue(moment)) return undefined;
    const { state, log } = this.parts;
    try {
      const isFirst = this.probe === undefined;
      this.probe ??= await Probe.open(this.parts);
      const startedAt = performance.now();
      const record = await this.probe.look({ step: state.step, epoch: state.epoch, ...(rate !== undefined && { rate }) });
      await log.add(record);
      this.lookedAt = performance.now();
      if (!isFirst) this.cost = this.lookedAt - startedAt;
      return record;
    } catch (error) {
      this.isBroken = true;
      return { event: 'warning', diagnostic: warning('watch-failed', `Training goes on without statistics of its layers: ${reasonOf(error)}`) };
    }
  }

  async close(): Promise<void> {
    await this.probe?.close();
  }

  private isDue(moment: WatchMoment): boolean {
    if (moment === 'start') return !this.parts.log.hasStep(this.parts.state.step);
    if (moment === 'end') return true;
    const since = performance.now() - this.lookedAt;
    return since >= this.cost / this.parts.share && (moment === 'epoch' || since >= WITHIN_EPOCH_MS);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof LoomError && error.diagnostics[0]) return sentence(error.diagnostics[0]);
  return error instanceof Error ? error.message : String(error);
}
