/** The steps of a run with everything that goes to its folder on the way: log lines, checkpoints, best weights. */
import type { Tensor } from '../core/dtype';
import { saveBest, saveCheckpoint } from './checkpoint';
import type { MetricsLog } from './metrics-log';
import { Pace } from './pace';
import type { ParameterStore } from './parameter-store';
import type { EpochEvent, Trainer } from './trainer';
import type { TrainingPlan } from './training-plan';
import type { RunControl, RunEvent } from './training-run';
import type { TrainingState } from './training-state';

export interface Loop {
  readonly run: string;
  readonly checkpointSeconds: number;
  readonly trainer: Trainer;
  readonly store: ParameterStore;
  readonly log: MetricsLog;
  readonly state: TrainingState;
  readonly plan: TrainingPlan;
}

/** Log lines of steps per epoch, at most. */
const LOGGED_STEPS = 100;
/** Checkpoints at the ends of epochs take at most this share of the time: epochs can be shorter than a write to the disk. */
const CHECKPOINT_SHARE = 0.05;

/** Steps until the end or a stop; returns the last epoch it has finished, if any. */
export async function* trainingLoop(parts: Loop, control: RunControl): AsyncGenerator<RunEvent, EpochEvent | undefined, undefined> {
  const { trainer, log, state } = parts;
  const pace = new Pace(trainer);
  const keeper = new Keeper(parts);
  const logEvery = Math.max(1, Math.floor(trainer.stepsPerEpoch / LOGGED_STEPS));
  let last: EpochEvent | undefined;
  if (state.step === 0) await keeper.save();
  try {
    for await (const event of trainer.run()) {
      yield { ...event, progress: pace.progress(state) };
      if (event.event === 'epoch') {
        log.add(event);
        last = event;
        if (event.best) keeper.noteBest();
      } else if (event.step % logEvery === 0) {
        const { step, epoch, loss, rate } = event;
        log.add({ event: 'step', step, epoch, loss, rate });
      }
      const due = keeper.isDue(event.event === 'epoch');
      const pausedAt = performance.now();
      await control.ready();
      pace.leaveOut(performance.now() - pausedAt);
      // After the pause: whoever stops a paused run wants its last step kept too.
      if (due || control.stop || state.finished) {
        await keeper.save();
        yield { event: 'checkpoint', step: state.step };
      }
      if (control.stop) break;
    }
  } finally {
    await log.flush();
  }
  return last;
}

/** Decides when a checkpoint is due, and writes it. */
class Keeper {
  private savedAt = performance.now();
  /** How long the last checkpoint took. */
  private cost = 0;
  private best: { readonly state: TrainingState; readonly tensors: [string, Tensor<'float32'>][] } | undefined;

  constructor(private readonly parts: Loop) {}

  isDue(epochEnds: boolean): boolean {
    const since = performance.now() - this.savedAt;
    return since >= this.parts.checkpointSeconds * 1000 || (epochEnds && since >= this.cost / CHECKPOINT_SHARE);
  }

  /** Copies the weights as the best so far; they go to the disk with the next checkpoint, whose state refers to them. */
  noteBest(): void {
    const { plan, store, state } = this.parts;
    const tensors = weightsOf(plan, new Map(store.entries())).map(([key, tensor]): [string, Tensor<'float32'>] => [key, { ...tensor, data: tensor.data.slice() }]);
    this.best = { state: structuredClone(state), tensors };
  }

  async save(): Promise<void> {
    const { run, log, state, store } = this.parts;
    const startedAt = performance.now();
    await log.flush();
    if (this.best) await saveBest(run, this.best.tensors, this.best.state);
    this.best = undefined;
    await saveCheckpoint(run, state, store.entries());
    this.savedAt = performance.now();
    this.cost = this.savedAt - startedAt;
  }
}

/** The tensors of the model, without optimizer slots. */
export function weightsOf(plan: TrainingPlan, tensors: ReadonlyMap<string, Tensor<'float32'>>): [string, Tensor<'float32'>][] {
  return [...plan.network.tensors.keys()].map((key) => [key, tensors.get(key)!]);
}
