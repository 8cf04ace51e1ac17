/** The element rule of every op that an explained graph can hold. An op without one does not compile. */
import type { Attributes } from '../../ops/graph';
import type { OpName } from '../../ops/index';
import { ELEMENTWISE } from './elementwise';
import type { ElementRule, ExplainedOp, RulesFor } from './element-rule';
import { LAYOUT } from './layout';
import { NORMALIZATION } from './normalization';
import { SUMS } from './sums';
import { WINDOWS } from './windows';

export const ELEMENT_RULES: RulesFor<ExplainedOp> = { ...ELEMENTWISE, ...SUMS, ...WINDOWS, ...NORMALIZATION, ...LAYOUT };

/** Undefined for ops of the blocked layout, and for operators of a file that pass through. */
export function elementRule(op: OpName): ElementRule<Attributes> | undefined {
  return (ELEMENT_RULES as unknown as Readonly<Record<string, ElementRule<Attributes> | undefined>>)[op];
}
