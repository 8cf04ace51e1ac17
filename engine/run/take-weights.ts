/** The first values of a run from elsewhere: each tensor takes the one of its name, where that has its shape. */
import { fail } from '../core/diagnostic';
import type { DType } from '../core/dtype';
import type { Weights, WeightSource } from './weight-source';

/** Why a tensor begins as in a fresh run. */
export type LeftReason =
  | { readonly reason: 'absent' }
  /** Both shapes are without symbols. */
  | { readonly reason: 'shape'; readonly expected: readonly number[]; readonly found: readonly number[] };

export type LeftTensor = { readonly key: string } & LeftReason;

/** What became of the weights that a run was to begin with. */
export interface WeightsTaken {
  readonly event: 'weights';
  /** The run or file they come from. */
  readonly from: string;
  readonly taken: readonly string[];
  /** How many of these were in another precision there. */
  readonly converted?: Partial<Readonly<Record<DType, number>>>;
  readonly left: readonly LeftTensor[];
  /** What the source has besides. */
  readonly unused: readonly string[];
}

/** `initial` are the tensors of a fresh run. Throws LoomError with an example where nothing fits. */
export function takeWeights(from: string, { weights, formerly }: WeightSource, initial: Weights): { readonly tensors: Weights; readonly report: WeightsTaken } {
  const left: LeftTensor[] = [];
  const taken: string[] = [];
  const tensors = new Map(
    [...initial].map(([key, own]) => {
      const found = weights.get(key);
      if (found?.shape.join() === own.shape.join()) {
        taken.push(key);
        return [key, { ...found, data: found.data.slice() }];
      }
      left.push(found ? { key, reason: 'shape', expected: own.shape, found: found.shape } : { key, reason: 'absent' });
      return [key, own];
    }),
  );
  if (taken.length === 0) failNothing(from, weights, left);
  const converted = countFormer(taken, formerly);
  return { tensors, report: { event: 'weights', from, taken, ...(converted && { converted }), left, unused: [...weights.keys()].filter((key) => !initial.has(key)) } };
}

/** How many of the tensors there are of each former element type; undefined where none was in another precision. */
function countFormer(taken: readonly string[], formerly: WeightSource['formerly']): WeightsTaken['converted'] {
  const types = taken.flatMap((key) => formerly.get(key) ?? []);
  return types.length === 0 ? undefined : Object.fromEntries([...new Set(types)].map((dtype) => [dtype, types.filter((one) => one === dtype).length]));
}

function failNothing(from: string, weights: Weights, left: readonly LeftTensor[]): never {
  const misshapen = left.find((tensor) => tensor.reason === 'shape');
  const [theirs = 'none'] = weights.keys();
  const [ours] = left;
  const example = misshapen
    ? `“${misshapen.key}” is ${misshapen.expected.join('×')} here and ${misshapen.found.join('×')} there`
    : `the network has a “${ours?.key ?? 'none'}”, the other a “${theirs}”`;
  return fail('no-weights-fit', `Nothing of “${from}” fits the network: ${example}.`, {
    file: from,
    ...(ours && { expected: ours.key }),
    found: theirs,
    remedy: 'Tensors are taken by name and shape: give layers the names they have there, or choose the network they were trained in.',
  });
}

/** `8 of 10 tensors`, and why not the others: at most three are named. */
export function describeTaken({ from, taken, converted, left }: Pick<WeightsTaken, 'from' | 'taken' | 'converted' | 'left'>): string {
  const all = taken.length + left.length;
  const others = Object.entries(converted ?? {}).map(([dtype, count]) => `${count} from ${dtype}`);
  const first = `Began with ${taken.length} of ${all} ${all === 1 ? 'tensor' : 'tensors'} of ${from}${others.length === 0 ? '' : ` (made float32: ${others.join(', ')})`}`;
  if (left.length === 0) return `${first}.`;
  const named = left.slice(0, 3).map((tensor) => `${tensor.key} (${tensor.reason === 'absent' ? 'not there' : `${tensor.found.join('×')} there, ${tensor.expected.join('×')} here`})`);
  return `${first}; fresh: ${named.join(', ')}${left.length > 3 ? ` and ${left.length - 3} more` : ''}.`;
}
