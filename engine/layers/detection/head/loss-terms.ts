/** Sums that the losses of heads are made of. */
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';

/** Over everything of a sample: [N]. */
export function total(b: Builder, terms: Value): Value {
  return b.sum(terms, terms.shape.slice(1).map((_, axis) => axis + 1));
}

/** What a loss is divided by, for each sample: a picture without objects counts as one with one. */
export function countOf(b: Builder, positive: Value): Value {
  return b.max(total(b, positive), 1);
}

/** The terms added up, and by name. */
export function addTerms(b: Builder, terms: Readonly<Record<string, Value>>): { readonly loss: Value; readonly named: Readonly<Record<string, Value>> } {
  return { loss: Object.values(terms).reduce(b.add), named: terms };
}
