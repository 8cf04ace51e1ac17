import type { NodeFacts } from '../network/facts';
import { asEquation, parseLatex, type Piece } from './latex';

/** What the formulas of size explanations are about. */
const EXPLAINED = ['out', 'parameters'];

/** The formulas of a layer's documentation that are about neither its size nor its parameters: what it computes. */
export function otherFormulas({ definition }: Pick<NodeFacts, 'definition'>): readonly (readonly Piece[])[] {
  const all = (definition?.documentation.formulas ?? []).map(parseLatex);
  return all.filter((pieces) => !EXPLAINED.includes(asEquation(pieces)?.subject ?? ''));
}
