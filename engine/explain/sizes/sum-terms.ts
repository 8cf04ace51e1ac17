/** Totals as the sums that they are: what each layer adds, and what was counted already. */
import type { InferredNode } from '../../infer/infer-network';
import type { Quantity } from './explain-size';

/** Numbers that add up over layers. */
export type SummedQuantity = Exclude<Quantity, 'output' | 'field'>;

export interface SumTerm {
  readonly node: InferredNode;
  readonly count: number;
  /** The layer whose tensors it uses, where these are counted there. */
  readonly sharedWith?: string;
}

export interface ExplainedSum {
  /** In the order of the wires; layers that add nothing are left out. */
  readonly terms: readonly SumTerm[];
  readonly total: number;
}

/** Parameters, multiplications, or bytes of activations of several layers. */
export function explainSum(nodes: readonly InferredNode[], quantity: SummedQuantity): ExplainedSum {
  const owners = new Map<string, string>();
  const terms = nodes.flatMap((node) => termOf(node, quantity, owners));
  return { terms, total: terms.reduce((sum, { count }) => sum + count, 0) };
}

function termOf(node: InferredNode, quantity: SummedQuantity, owners: Map<string, string>): SumTerm[] {
  const { sizes } = node;
  if (!sizes) return [];
  if (quantity !== 'parameters') {
    const count = quantity === 'macs' ? sizes.macs : sizes.activationBytes;
    return count > 0 ? [{ node, count }] : [];
  }
  const trainable = sizes.tensors.filter(({ trainable: isTrainable }) => isTrainable);
  const shared = trainable.find(({ key }) => owners.has(key));
  const fresh = trainable.filter(({ key }) => !owners.has(key));
  for (const { key } of fresh) owners.set(key, node.flat.path);
  const count = fresh.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
  return trainable.length > 0 ? [{ node, count, ...(shared && { sharedWith: owners.get(shared.key)! }) }] : [];
}
