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

/** Steps until the end or a stop; returns the last epoch it has finished, if any. */
export async function* trainingLoop({ run, checkpointSeconds, trainer, store, log, state, plan }: Loop, control: RunControl): AsyncGenerator<RunEvent, EpochEvent | undefined, undefined> {
  const pace = new Pace(trainer);
  const logEvery = Math.max(1, Math.floor(trainer.stepsPerEpoch / LOGGED_STEPS));
  let savedAt = performance.now();
  let last: EpochEvent | undefined;
  const save = async () => {
    await log.flush();
    await saveCheckpoint(run, state, store.entries());
    savedAt = performance.now();
  };
  if (state.step === 0) await save();
  try {
    for await (const event of trainer.run()) {
      yield { ...event, progress: pace.progress(state) };
      if (event.event === 'epoch') {
        log.add(event);
        last = event;
        if (event.best) await saveBest(run, weightsOf(plan, new Map(store.entries())));
      } else if (event.step % logEvery === 0) {
        const { step, epoch, loss, rate } = event;
        log.add({ event: 'step', step, epoch, loss, rate });
      }
      const due = performance.now() - savedAt >= checkpointSeconds * 1000;
      const pausedAt = performance.now();
      await control.ready();
      pace.leaveOut(performance.now() - pausedAt);
      // After the pause: whoever stops a paused run wants its last step kept too.
      if (event.event === 'epoch' || due || control.stop) {
        await save();
        yield { event: 'checkpoint', step: state.step };
      }
      if (control.stop) break;
    }
  } finally {
    await log.flush();
  }
  return last;
}

/** The tensors of the model, without optimizer slots. */
export function weightsOf(plan: TrainingPlan, tensors: ReadonlyMap<string, Tensor<'float32'>>): [string, Tensor<'float32'>][] {
  return [...plan.network.tensors.keys()].map((key) => [key, tensors.get(key)!]);
}
