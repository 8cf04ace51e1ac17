/** A sample given by hand, as a person knows it: a picture drawn, taken or chosen, numbers and classes in words. */
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { addFeeds } from './feeds';
import type { GivenInputs } from './predict';
import { bindingName } from '../ops/graph';
import type { OpenData } from './look-subject';
import { readSample, type RowPlace } from './look-sample';
import type { ModelSignature, TargetSignature } from './signature';
import { rowFeeds } from './trace-rows';

export interface TraceByHand {
  readonly kind: 'byHand';
  /** By column or Input: text, or the bytes of a picture file. */
  readonly inputs: GivenInputs;
  /** What is not given is taken from here. */
  readonly rest?: RowPlace;
  /** What each Output should answer, by its path: the name of a class, or a number. */
  readonly targets?: Readonly<Record<string, string>>;
}

/** `needsTargets` where there is a loss. Throws LoomError naming what is missing or cannot be read. */
export async function byHandFeeds({ inputs, rest, targets = {} }: TraceByHand, signature: ModelSignature, needsTargets: boolean, openData: OpenData): Promise<Map<string, Tensor>> {
  refuseUnknown(signature, targets);
  const { feeds } = await readSample(signature, { kind: 'given', inputs, ...(rest && { rest }) }, openData);
  if (!needsTargets) return feeds;
  const missing = signature.targets.find(({ node }) => targets[node] === undefined);
  if (missing && !rest) fail('missing-target', `Nothing is given for what the Output “${missing.node}” should answer.`, { node: missing.node, remedy: 'Say what it should answer, or look at the network in use.' });
  const row = missing && rest ? await rowFeeds({ kind: 'rows', source: rest.source, split: rest.split, rows: [rest.row] }, signature, openData) : new Map<string, Tensor>();
  for (const target of signature.targets) {
    const name = bindingName({ kind: 'target', node: target.node });
    const text = targets[target.node];
    if (text === undefined) feeds.set(name, row.get(name)!);
    else addFeeds({ features: [], targets: [target] }, { [target.column]: readTarget(target, text) }, feeds);
  }
  return feeds;
}

function refuseUnknown({ targets: known }: ModelSignature, given: Readonly<Record<string, string>>): void {
  const names = known.map(({ node }) => node);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) fail('unknown-output', `The network has no Output “${unknown}”.`, { found: unknown, expected: names.join(', '), remedy: `It has ${names.join(', ')}.` });
}

function readTarget({ node, kind, classes = [] }: TargetSignature, text: string): Tensor {
  if (kind === 'number') {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value)) fail('not-a-number', `“${node}” answers a number, not “${text}”.`, { node, expected: 'a number', found: text });
    return { dtype: 'float32', shape: [1, 1], data: Float32Array.of(value) };
  }
  const index = classes.indexOf(text);
  if (index < 0) fail('unknown-class', `“${node}” knows no class “${text}”.`, { node, expected: classes.join(', '), found: text, remedy: 'Choose one of its classes.' });
  return { dtype: 'int32', shape: [1], data: Int32Array.of(index) };
}
