/**
 * Magnitude pruning: the weights nearest to zero become zero. Biases, scales of normalizations and running statistics are
 * few and matter much, so only tensors with two axes and more are pruned.
 */
import type { Tensor } from '../core/dtype';
import { fail } from '../core/diagnostic';
import { matchesGlob } from '../core/glob';

export type PruneScope = 'global' | 'layer';

export interface PruneSettings {
  /** Whether all tensors share one limit, so that layers with small weights lose more, or each loses the same share. */
  readonly scope: PruneScope;
  /** How much becomes zero: a share of the weights, or all of a size up to a threshold. */
  readonly amount: { readonly share: number } | { readonly threshold: number };
  /** Only tensors whose key, or whose layer, is called so. */
  readonly only?: string;
}

export interface TensorSparsity {
  readonly key: string;
  readonly values: number;
  readonly zeros: number;
}

export interface Pruned {
  /** All tensors; those that were not pruned are the same objects. */
  readonly tensors: ReadonlyMap<string, Tensor<'float32'>>;
  /** Of the tensors that could be pruned. */
  readonly sparsity: readonly TensorSparsity[];
}

type Tensors = ReadonlyMap<string, Tensor<'float32'>>;

/** Throws LoomError where there is nothing to prune. */
export function pruneTensors(tensors: Tensors, { scope, amount, only }: PruneSettings): Pruned {
  const keys = prunableKeys(tensors).filter((key) => only === undefined || matchesGlob(only, key) || matchesGlob(only, key.slice(0, key.lastIndexOf('.'))));
  if (keys.length === 0) {
    fail('nothing-to-prune', only === undefined ? 'The model has no weights that could be pruned: only tensors with two axes and more are.' : `No tensor that could be pruned is called “${only}”.`, { ...(only !== undefined && { found: only }), expected: prunableKeys(tensors).slice(0, 12).join(', '), remedy: 'Choose other tensors.' });
  }
  const pruned = new Map<string, Tensor<'float32'>>();
  for (const group of scope === 'global' ? [keys] : keys.map((key) => [key])) {
    const limit = limitOf(group.map((key) => tensors.get(key)!.data), amount);
    for (const key of group) pruned.set(key, cut(tensors.get(key)!, limit));
  }
  return { tensors: new Map([...tensors].map(([key, tensor]) => [key, pruned.get(key) ?? tensor])), sparsity: keys.map((key) => sparsityOf(key, pruned.get(key)!)) };
}

export function prunableKeys(tensors: Tensors): readonly string[] {
  return [...tensors].flatMap(([key, { shape }]) => (shape.length > 1 ? [key] : []));
}

export function sparsityOf(key: string, { data }: Tensor<'float32'>): TensorSparsity {
  let zeros = 0;
  for (const value of data) if (value === 0) zeros++;
  return { key, values: data.length, zeros };
}

/** The share of zeros in all of them together. */
export function totalSparsity(sparsity: readonly TensorSparsity[]): number {
  const sum = (count: (one: TensorSparsity) => number) => sparsity.reduce((total, one) => total + count(one), 0);
  return sum(({ zeros }) => zeros) / Math.max(1, sum(({ values }) => values));
}

/** Everything smaller than `size` goes, and so many of the values of that very size. */
interface Limit {
  readonly size: number;
  ties: number;
}

function limitOf(groups: readonly Float32Array[], amount: PruneSettings['amount']): Limit {
  if ('threshold' in amount) return { size: amount.threshold, ties: Infinity };
  const sizes = new Float32Array(groups.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const group of groups) for (const value of group) sizes[at++] = Math.abs(value);
  sizes.sort();
  const count = Math.round(amount.share * sizes.length);
  if (count === 0) return { size: 0, ties: 0 };
  const size = sizes[count - 1]!;
  return { size, ties: count - firstNotBelow(sizes, size) };
}

/** How many of the sorted values are smaller than `size`. */
export function firstNotBelow(sorted: Float32Array, size: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < size) low = middle + 1;
    else high = middle;
  }
  return low;
}

function cut(tensor: Tensor<'float32'>, limit: Limit): Tensor<'float32'> {
  const data = tensor.data.slice();
  for (let index = 0; index < data.length; index++) {
    const size = Math.abs(data[index]!);
    if (size > limit.size || (size === limit.size && limit.ties <= 0)) continue;
    if (size === limit.size) limit.ties--;
    data[index] = 0;
  }
  return { ...tensor, data };
}
