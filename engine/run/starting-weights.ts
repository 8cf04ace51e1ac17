/** What a forked run begins with: weights and optimizer state of another run, as far as the new network has a place for them. */
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { bindingName } from '../ops/graph';
import { loadCheckpoint } from './checkpoint';
import type { TrainingPlan } from './training-plan';
import { startState, type TrainingState } from './training-state';

/** A state of another run. */
export interface ForkOrigin {
  readonly run: string;
  /** The name of a checkpoint. */
  readonly checkpoint: string;
}

export interface StartingWeights {
  readonly tensors: ReadonlyMap<string, Tensor<'float32'>>;
  readonly state: TrainingState;
}

/** `initial` are the tensors of a fresh run, in their order. Throws LoomError where nothing of the checkpoint fits the network. */
export async function startingWeights({ run, checkpoint }: ForkOrigin, plan: TrainingPlan, initial: ReadonlyMap<string, Tensor<'float32'>>): Promise<StartingWeights> {
  const { tensors: learned, state } = await loadCheckpoint(run, checkpoint);
  const fits = (key: string, shape: readonly number[]): boolean => learned.get(key)?.shape.join() === shape.join();
  const tensors = new Map([...initial].map(([key, tensor]) => [key, fits(key, tensor.shape) ? learned.get(key)! : tensor]));
  if (![...initial.keys()].some((key) => tensors.get(key) !== initial.get(key))) {
    fail('nothing-to-fork', `No tensor of the checkpoint “${checkpoint}” fits the network.`, { file: run, remedy: 'Fork with the network of that run, or start a new run.' });
  }
  const updates: Record<string, number> = {};
  for (const { update, compiled } of plan.updates) {
    const slots = compiled.inputs.flatMap(({ binding, shape }) => (binding.kind === 'slot' ? [{ key: bindingName(binding), shape: shape as number[] }] : []));
    // Half of an optimizer's memory is worth less than none: it is taken over whole or begins at zero.
    if (slots.length === 0 || !slots.every(({ key, shape }) => fits(key, shape))) continue;
    for (const { key } of slots) tensors.set(key, learned.get(key)!);
    updates[update.name] = state.updates[update.name] ?? 0;
  }
  return { tensors, state: { ...startState(), updates } };
}
