/** The plan of a run without its frozen part: graphs of the rest, which take that part's features as they take samples. */
import type { NetworkPart } from '../../compile/1-lower';
import { compileInference } from '../../compile/pipeline';
import type { LoweringTarget } from '../../ops/define-op';
import { dataBindings, feedingOf } from '../feeds';
import { planUpdates, type TrainingPlan } from '../training-plan';
import type { FrozenPart } from './frozen-part';

export function headPlan(plan: TrainingPlan, { nodes, border, inputs }: FrozenPart, target: LoweringTarget): TrainingPlan {
  const part: NetworkPart = { has: (path) => !nodes.has(path) || inputs.has(path), given: border };
  const feeding = feedingOf(plan.signature, inputs);
  return {
    ...plan,
    feeding,
    updates: planUpdates(plan.network, plan.training, target, part),
    validation: compileInference(plan.network, { losses: true, part }, target),
    bindings: dataBindings(feeding),
  };
}
