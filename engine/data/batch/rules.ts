import type { Binding } from '../bindings';
import type { BindingRule } from './binding-rule';
import { boxesRule } from './boxes';
import { imageRule } from './image';
import { instancesRule } from './instances';
import { maskRule } from './mask';
import { pointsRule } from './points';
import { regionsRule } from './regions';
import { categoryRule, numberRule } from './scalars';

const RULES: { readonly [K in Binding['kind']]: BindingRule<Extract<Binding, { kind: K }>> } = {
  image: imageRule,
  number: numberRule,
  category: categoryRule,
  boxes: boxesRule,
  instances: instancesRule,
  mask: maskRule,
  points: pointsRule,
  regions: regionsRule,
};

export function ruleOf(binding: Binding): BindingRule {
  return RULES[binding.kind] as unknown as BindingRule;
}
