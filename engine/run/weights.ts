/** The tensors of a model in training. */
import type { Tensor } from '../core/dtype';
import type { TrainingPlan } from './training-plan';

/** Those of the model itself, without optimizer slots. */
export function weightsOf(plan: TrainingPlan, tensors: ReadonlyMap<string, Tensor<'float32'>>): [string, Tensor<'float32'>][] {
  return [...plan.network.tensors.keys()].map((key) => [key, tensors.get(key)!]);
}

export function bytesOf(tensors: Iterable<readonly [string, Tensor]>): number {
  let bytes = 0;
  for (const [, { data }] of tensors) bytes += data.byteLength;
  return bytes;
}
