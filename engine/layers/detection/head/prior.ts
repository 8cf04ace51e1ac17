/** Most places hold nothing. Heads start from that, or the first steps would be spent on learning it (Lin et al. 2017). */
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';

/** How likely each place is to hold an object before anything is learned. */
const PRIOR = 0.01;
export const PRIOR_LOGIT = Math.log(PRIOR / (1 - PRIOR));

export function withPrior(b: Builder, logits: Value): Value {
  return b.add(logits, PRIOR_LOGIT);
}
