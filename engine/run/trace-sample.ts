/** What one step of a trace is fed: rows of a data set with their targets, or numbers given by hand, and the masks. */
import { fail } from '../core/diagnostic';
import { allocate, type Tensor } from '../core/dtype';
import { BATCH, bindShape } from '../core/shape';
import type { BoundInput } from '../compile/pipeline';
import { drawMask } from '../data/mask';
import type { OpenData } from './look-subject';
import { addNoise } from './noise';
import type { ModelSignature } from './signature';
import { byHandFeeds, type TraceByHand } from './trace-by-hand';
import { rowFeeds, type TraceRows } from './trace-rows';

export type TraceSample =
  | TraceRows
  /** By Input and Output, row by row, as the network itself takes them: preprocessed, classes counted from 0. */
  | { readonly kind: 'given'; readonly inputs: Readonly<Record<string, readonly number[]>>; readonly targets?: Readonly<Record<string, readonly number[]>> }
  | TraceByHand;

/** 0 and 1 by mask (`dropout.mask`); what is not given is drawn. */
export type GivenMasks = Readonly<Record<string, readonly number[]>>;

/** Features and targets of a sample. Throws LoomError where a row cannot be read or numbers do not fit. */
export async function sampleFeeds(sample: TraceSample, graphInputs: readonly BoundInput[], signature: ModelSignature, openData: OpenData): Promise<Map<string, Tensor>> {
  if (sample.kind === 'rows') return rowFeeds(sample, signature, openData);
  const needsTargets = graphInputs.some(({ binding }) => binding.kind === 'target');
  return sample.kind === 'byHand' ? byHandFeeds(sample, signature, needsTargets, openData) : givenFeeds(sample, graphInputs);
}

/** The length of the batch axis. */
export function batchOf(feeds: ReadonlyMap<string, Tensor>): number {
  const [first] = feeds.values();
  return first?.shape[0] ?? 1;
}

function givenFeeds({ inputs, targets = {} }: Extract<TraceSample, { kind: 'given' }>, graphInputs: readonly BoundInput[]): Map<string, Tensor> {
  const wanted = graphInputs.filter(({ binding }) => binding.kind === 'feature' || binding.kind === 'target');
  refuseUnknown(wanted, 'feature', inputs, 'Input');
  return new Map(wanted.map((input) => [input.name, givenTensor(input, input.binding.kind === 'feature' ? inputs : targets)]));
}

function refuseUnknown(wanted: readonly BoundInput[], kind: 'feature' | 'target', given: Readonly<Record<string, unknown>>, what: string): void {
  const known = wanted.flatMap(({ binding }) => (binding.kind === kind ? [binding.node] : []));
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) fail('unknown-input', `The network has no ${what} “${unknown}”.`, { found: unknown, expected: known.join(', '), remedy: `It has ${known.join(', ')}.` });
}

function givenTensor({ binding, dtype, shape }: BoundInput, given: Readonly<Record<string, readonly number[]>>): Tensor {
  const { node, kind } = binding as { readonly node: string; readonly kind: 'feature' | 'target' };
  const numbers = given[node] ?? fail('missing-input', kind === 'feature' ? `Nothing is given for the Input “${node}”.` : `Nothing is given for what the Output “${node}” should answer.`, { node, remedy: kind === 'feature' ? 'Give its numbers.' : 'Give its target, or trace a test pass.' });
  const own = bindShape(shape.slice(1), {});
  const size = own.reduce((product, length) => product * length, 1);
  if (numbers.length === 0 || numbers.length % size !== 0) {
    fail('value-count', `“${node}” takes ${size} numbers per sample, but ${numbers.length} are given.`, { node, expected: `${size}`, found: `${numbers.length}`, remedy: 'Give all of them, row by row.' });
  }
  const data = allocate(dtype, numbers.length) as Float32Array;
  data.set(numbers);
  return { dtype, shape: [numbers.length / size, ...own], data };
}

/** Masks as given, or as drawn by the seed for that step; noise likewise. */
export function addDraws(feeds: Map<string, Tensor>, graphInputs: readonly BoundInput[], given: GivenMasks, seed: number, step: number): void {
  const rows = batchOf(feeds);
  const masks = graphInputs.flatMap((input) => (input.binding.kind === 'mask' ? [{ ...input, ...input.binding }] : []));
  const unknown = Object.keys(given).find((key) => !masks.some((mask) => mask.key === key));
  if (unknown !== undefined) fail('unknown-mask', `The network has no mask “${unknown}”.`, { found: unknown, expected: masks.map(({ key }) => key).join(', ') || 'none', remedy: 'A mask is called after its Dropout, as in dropout.mask; a test pass has none.' });
  for (const { name, shape, keep, key } of masks) {
    const own = given[key];
    if (!own) feeds.set(name, drawMask({ name, shape, keepProbability: keep, key }, rows, seed, step));
    else {
      const sizes = bindShape(shape, { [BATCH]: rows });
      const count = sizes.reduce((product, length) => product * length, 1);
      if (own.length !== count || own.some((bit) => bit !== 0 && bit !== 1)) fail('bad-mask', `The mask “${key}” takes ${count} zeros and ones.`, { found: `${own.length} numbers`, expected: `${count}`, remedy: 'Give 1 for what is kept and 0 for what is dropped.' });
      feeds.set(name, { dtype: 'uint8', shape: sizes, data: Uint8Array.from(own) });
    }
  }
  addNoise(feeds, graphInputs, rows, seed, step);
}
