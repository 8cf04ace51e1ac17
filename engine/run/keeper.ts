/** Decides when a checkpoint of a run is due, and writes it. */
import type { Tensor } from '../core/dtype';
import { saveBest, saveCheckpoint } from './checkpoint';
import type { Loop } from './training-loop';
import type { TrainingState } from './training-state';
import { bytesOf, weightsOf } from './weights';

/** Checkpoints at the ends of epochs take at most this share of the time: epochs can be shorter than a write to the disk. */
const CHECKPOINT_SHARE = 0.05;
/** Of a checkpoint besides its tensors, and of the log lines since the one before, generously. */
const OTHER_BYTES = 2 ** 20;

export class Keeper {
  private savedAt = performance.now();
  /** How long the last checkpoint took. */
  private cost = 0;
  private best: { readonly state: TrainingState; readonly tensors: readonly [string, Tensor<'float32'>][] } | undefined;

  constructor(private readonly parts: Pick<Loop, 'run' | 'checkpointSeconds' | 'store' | 'log' | 'state' | 'plan'>) {}

  isDue(epochEnds: boolean): boolean {
    const since = performance.now() - this.savedAt;
    return since >= this.parts.checkpointSeconds * 1000 || (epochEnds && since >= this.cost / CHECKPOINT_SHARE);
  }

  /** What `save` writes, about. */
  get bytes(): number {
    return bytesOf(this.parts.store.entries()) + bytesOf(this.best?.tensors ?? []) + OTHER_BYTES;
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
