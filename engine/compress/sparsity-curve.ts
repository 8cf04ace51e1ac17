/** How many weights of each tensor would become zero at each of many shares, without pruning so often. */
import type { Tensor } from '../core/dtype';
import { firstNotBelow, prunableKeys, type PruneScope } from './prune';

export interface LayerSparsity {
  readonly key: string;
  readonly values: number;
  /** For each share. */
  readonly zeros: readonly number[];
}

/** The same numbers as `pruneTensors` gives. */
export function sparsityCurve(tensors: ReadonlyMap<string, Tensor<'float32'>>, scope: PruneScope, shares: readonly number[]): readonly LayerSparsity[] {
  const layers = prunableKeys(tensors).map((key) => ({ key, sizes: sortedSizes([tensors.get(key)!.data]) }));
  const groups = scope === 'global' ? [layers] : layers.map((layer) => [layer]);
  return groups.flatMap((group) => {
    const all = group.length === 1 ? group[0]!.sizes : sortedSizes(group.map(({ sizes }) => sizes));
    const zeros = shares.map((share) => zerosAt(group.map(({ sizes }) => sizes), all, Math.round(share * all.length)));
    return group.map(({ key, sizes }, index) => ({ key, values: sizes.length, zeros: zeros.map((each) => each[index]!) }));
  });
}

/** Of values of the same size, those of earlier tensors go first. What is zero already counts, wherever it stands. */
function zerosAt(group: readonly Float32Array[], all: Float32Array, count: number): number[] {
  if (count === 0) return group.map((sizes) => firstNotBelow(sizes, Number.MIN_VALUE));
  const size = all[count - 1]!;
  let ties = count - firstNotBelow(all, size);
  return group.map((sizes) => {
    const below = firstNotBelow(sizes, size);
    const equal = firstAbove(sizes, size) - below;
    const taken = size === 0 ? equal : Math.min(equal, ties);
    ties -= Math.min(equal, ties);
    return below + taken;
  });
}

function sortedSizes(groups: readonly Float32Array[]): Float32Array {
  const sizes = new Float32Array(groups.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const group of groups) for (const value of group) sizes[at++] = Math.abs(value);
  return sizes.sort();
}

function firstAbove(sorted: Float32Array, size: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= size) low = middle + 1;
    else high = middle;
  }
  return low;
}
