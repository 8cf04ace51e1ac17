/** The steps of a run with everything that goes to its folder on the way: log lines, checkpoints, best weights. */
import { isDiskFull, whenThereIsRoom, type DiskRules, type WritingOutcome } from './disk-room';
import { Keeper } from './keeper';
import type { MetricsLog } from './metrics-log';
import { Pace } from './pace';
import type { ParameterStore } from './parameter-store';
import type { EpochEvent, Trainer } from './trainer';
import type { TrainingPlan } from './training-plan';
import type { RunControl, RunEvent } from './training-run';
import type { TrainingState } from './training-state';
import type { Watcher } from './watch/watcher';

export interface Loop {
  readonly run: string;
  readonly checkpointSeconds: number;
  readonly trainer: Trainer;
  readonly store: ParameterStore;
  readonly log: MetricsLog;
  readonly state: TrainingState;
  readonly plan: TrainingPlan;
  readonly disk: DiskRules;
  readonly watcher?: Watcher;
}

/** Log lines of steps per epoch, at most. */
const LOGGED_STEPS = 100;

/** Steps until the end or a stop; returns the last epoch it has finished, if any. */
export async function* trainingLoop(parts: Loop, control: RunControl): AsyncGenerator<RunEvent, EpochEvent | undefined, undefined> {
  const { trainer, log, state, watcher } = parts;
  const pace = new Pace(trainer);
  const keeper = new Keeper(parts);
  const logEvery = Math.max(1, Math.floor(trainer.stepsPerEpoch / LOGGED_STEPS));
  let last: EpochEvent | undefined;
  // Nothing is lost yet: a disk that is full from the start is a mistake to mend, not one to wait for.
  if (state.step === 0) await keeper.save();
  const begun = await watcher?.look('start');
  if (begun) yield begun;
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
      const seen = await watcher?.look(event.event === 'step' ? 'step' : state.finished ? 'end' : 'epoch', event.rate);
      if (seen) yield seen;
      const due = keeper.isDue(event.event === 'epoch');
      const pausedAt = performance.now();
      let isKept = false;
      await control.ready();
      while (control.checkpoint) {
        control.checkpoint = false;
        if ((yield* save(parts, keeper, control)).written) {
          isKept = true;
          yield { event: 'checkpoint', step: state.step };
        }
        await control.ready();
      }
      pace.leaveOut(performance.now() - pausedAt);
      if (!isKept && (due || control.stop || state.finished)) {
        const { written, heldMs } = yield* save(parts, keeper, control);
        pace.leaveOut(heldMs);
        if (written) yield { event: 'checkpoint', step: state.step };
      }
      if (control.stop) break;
    }
  } finally {
    // What no checkpoint has reached is cut off again anyway.
    await log.flush().catch((error: unknown) => {
      if (!isDiskFull(error)) throw error;
    });
  }
  return last;
}

/** The end of a run is only done with what it was for: its last checkpoint cannot be left out. */
function save({ run, state, disk }: Loop, keeper: Keeper, control: RunControl): AsyncGenerator<RunEvent, WritingOutcome, undefined> {
  const writing = { folder: run, what: 'a checkpoint', bytes: keeper.bytes, canBeLeftOut: !state.finished, write: () => keeper.save() };
  return whenThereIsRoom(writing, control, disk);
}
