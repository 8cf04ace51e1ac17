/**
 * Traces: one step of training, or one pass of a network in use, with every value that the compiled graph computes on the
 * way. What is asked about most recently stays open, so that going from value to value costs what is read.
 */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { parseElement } from '../explain/value-symbols';
import type { ElementFormula, FormulaOptions } from '../explain/element-formula';
import type { WrittenDerivation } from '../explain/dense/write-derivation';
import type { ValueEntry } from '../explain/traced-values';
import { fail } from '../core/diagnostic';
import type { Dataset } from '../data/dataset';
import type { NamedSettings } from '../document/model';
import { openDataset } from '../data/open-dataset';
import { DEFAULT_TRAINING } from './default-training';
import { openSubject, subjectStamp, type LookFrom, type OpenData } from './look-subject';
import { Recent } from './recent';
import { readRun } from './run-record';
import { derivationsOf } from './trace-derivations';
import { extremesOf, type ValueExtremes } from './trace-extremes';
import { explainStep, type TraceMode } from './trace-graphs';
import { historyOf, type WatchHistory } from './trace-history';
import { listTrace, type ListingOptions, type Trace } from './trace-listing';
import { rivalsOf, type Rivals } from './trace-rivals';
import { TracePractice } from './trace-practice';
import type { GivenMasks, TraceSample } from './trace-sample';
import { TraceRun } from './trace-run';

export interface TraceRequest {
  readonly from: LookFrom;
  /** One batch per step, over and over. */
  readonly samples: readonly TraceSample[];
  readonly mode: TraceMode;
  /** Which update of the training program; the first unless given. */
  readonly update?: string;
  /** The step that is shown, from 1; those before it are made. */
  readonly step?: number;
  /** The learning rate, without a schedule; the program's unless given. */
  readonly rate?: number;
  /** Of masks and noise; the document's unless given. */
  readonly seed?: number;
  readonly masks?: GivenMasks;
}

export interface TraceListRequest extends TraceRequest, ListingOptions {}

export interface TraceValuesRequest extends TraceRequest {
  readonly name: string;
  /** Row-major; all that fits into an answer unless given. */
  readonly first?: number;
  readonly count?: number;
}

export interface TraceValues {
  readonly name: string;
  readonly shape: readonly number[];
  readonly axes: readonly string[];
  readonly first: number;
  /** float64, little endian: whole numbers and truth values are numbers too. */
  readonly values: Uint8Array;
}

export interface TraceFormulaRequest extends TraceRequest, FormulaOptions {
  /** `conv1.out[2,3,5]`; the batch axis may be left out where there is one sample. */
  readonly element: string;
}

export interface TraceHistoryRequest extends TraceRequest {
  /** `hidden.weight[0,1]` for one number, `hidden.weight` for all of a value. */
  readonly elements: readonly string[];
}

export interface TraceRivalsRequest extends TraceRequest {
  /** One number of a trained tensor: `hidden.weight[0,1]`. */
  readonly element: string;
  readonly optimizers: readonly NamedSettings[];
}

/** An answer holds at most so many numbers. */
const MOST_NUMBERS = 2 ** 20;

export class Traces {
  private readonly runs = new Recent<TraceRun>(2, (run) => run.close());
  private readonly data = new Recent<Dataset>(2);
  private readonly practice = new TracePractice();
  private last: { readonly request: TraceRequest; readonly key: string } | undefined;

  /** Every value with its beginning. Throws LoomError with the problems of network, data or numbers. */
  async trace({ only, most, complete, formulas, ...request }: TraceListRequest): Promise<Trace> {
    return listTrace(await this.run(request), { ...(only && { only }), ...(most !== undefined && { most }), ...(complete && { complete }), ...(formulas && { formulas }) });
  }

  async values({ name, first = 0, count = MOST_NUMBERS, ...request }: TraceValuesRequest): Promise<TraceValues> {
    const run = await this.run(request);
    const entry = find(run, name);
    const { shape, data } = await run.read(entry.traced.name);
    const part = data.subarray(first, first + Math.min(count, MOST_NUMBERS));
    const numbers = part instanceof BigInt64Array || part instanceof BigUint64Array ? Float64Array.from(part, Number) : Float64Array.from(part);
    return { name: entry.traced.name, shape, axes: entry.traced.axes, first, values: new Uint8Array(numbers.buffer) };
  }

  /** Undefined for what goes into the step. */
  async formula({ element, through, terms, ...request }: TraceFormulaRequest): Promise<ElementFormula | undefined> {
    const run = await this.run(request);
    const { entry, position } = await locate(run, element);
    const options = { ...(through !== undefined && { through }), ...(terms !== undefined && { terms }) };
    return run.formula(entry, position, options);
  }

  /** ∂L/∂w of every weight of a small dense network. Throws LoomError where there is no such thing. */
  async derivations(request: TraceRequest): Promise<readonly WrittenDerivation[]> {
    return derivationsOf(await this.run(request));
  }

  /** How large every value of the step is, and whether all of its numbers are some. */
  async extremes(request: TraceRequest): Promise<readonly ValueExtremes[]> {
    return extremesOf(await this.run(request));
  }

  /** What was watched, update by update, up to the one that is shown. */
  async history({ elements, ...request }: TraceHistoryRequest): Promise<WatchHistory> {
    const run = await this.run(request);
    const places = await Promise.all(elements.map((element) => (element.endsWith(']') ? locate(run, element) : { entry: find(run, element) })));
    return historyOf(run, places);
  }

  /** What several optimizers make of the same gradients of one weight. Throws LoomError where it is not trained. */
  async rivals({ element, optimizers, ...request }: TraceRivalsRequest): Promise<Rivals> {
    const run = await this.run(request);
    const { entry, position } = await locate(run, element);
    return rivalsOf(run, entry, position, optimizers);
  }

  /** Writes formulas that nobody has asked for yet, so that those that are asked for come quickly. Resolves with their ops. */
  async practise(request: TraceRequest): Promise<readonly string[]> {
    return this.practice.with(await this.run(request));
  }

  async close(): Promise<void> {
    await this.runs.clear();
  }

  private async run(request: TraceRequest): Promise<TraceRun> {
    const key = await this.keyOf(request);
    return this.runs.get(key, () => this.open(request));
  }

  /** Documents are told apart by their versions, so that comparing requests does not mean comparing networks. */
  private async keyOf(request: TraceRequest): Promise<string> {
    const { from, ...rest } = request;
    const stamp = await subjectStamp(from);
    if (this.last && this.last.key.startsWith(`${stamp}\n`)) {
      const { from: _, ...before } = this.last.request;
      if (isDeepStrictEqual(before, rest)) return this.last.key;
    }
    const key = `${stamp}\n${JSON.stringify(rest, bytesByHash)}`;
    this.last = { request, key };
    return key;
  }

  private async open(request: TraceRequest): Promise<TraceRun> {
    const { from, samples, mode, update, rate, seed, masks = {} } = request;
    if (samples.length === 0) fail('no-sample', 'A trace needs a sample.', { remedy: 'Choose a row of the data, or give numbers.' });
    const document = 'run' in from ? (await readRun(from.run)).document : from.document;
    const subject = await openSubject('run' in from ? from : withoutUnusedData(from, samples), this.openData);
    const training = document.training ?? DEFAULT_TRAINING;
    const hasTargets = samples.every((sample) => sample.kind === 'rows' || sample.targets !== undefined);
    const graphs = explainStep(subject.network, { mode, training, hasTargets, ...(update !== undefined && { update }) });
    const run = new TraceRun(graphs, subject, { samples, masks, seed: seed ?? training.seed, ...(rate !== undefined && { rate }) }, this.openData);
    try {
      await run.advanceTo(mode === 'train' ? (request.step ?? 1) : 1);
    } catch (error) {
      await run.close();
      throw error;
    }
    return run;
  }

  private readonly openData: OpenData = (source, split) => this.data.get(JSON.stringify([source, split]), () => openDataset(source, split, { check: 'none' }));
}

/** Pictures are told apart without writing them out. */
function bytesByHash(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? createHash('sha256').update(value).digest('hex') : value;
}

/** Numbers given by hand need no data, which may not even be there. */
function withoutUnusedData(from: Extract<LookFrom, { document: unknown }>, samples: readonly TraceSample[]): LookFrom {
  if (samples.some(({ kind }) => kind !== 'given')) return from;
  const { data: _, ...document } = from.document;
  return { ...from, document };
}

function find(run: TraceRun, name: string): ValueEntry {
  return (
    run.graphs.values.find(name) ??
    fail('unknown-value', `The step has no value “${name}”.`, { found: name, remedy: 'Values are called after boxes and tensors, as in conv1.out, conv1.weight.grad, conv1.weight.next; list them without --element.' })
  );
}

/** Throws LoomError where there is no such element. */
async function locate(run: TraceRun, element: string): Promise<{ entry: ValueEntry; position: readonly number[] }> {
  const address = parseElement(element) ?? fail('bad-element', `“${element}” names no element.`, { expected: 'NAME[i,j,…]', found: element });
  const entry = find(run, address.name);
  const { shape } = await run.read(entry.traced.name);
  const isSingle = entry.traced.axes[0] === 'batch' && shape[0] === 1;
  const indices = address.indices ?? shape.map(() => 0);
  const position = isSingle && indices.length === shape.length - 1 ? [0, ...indices] : indices;
  if (position.length !== shape.length || position.some((at, axis) => at >= shape[axis]!)) {
    const axes = entry.traced.axes.map((axis, index) => `${axis} 0…${shape[index]! - 1}`);
    fail('no-such-element', `“${entry.traced.name}” has no element [${indices.join(',')}].`, { found: element, expected: axes.join(', ') || 'no index', remedy: axes.length > 0 ? `Its axes are ${axes.join(', ')}.` : 'It is a single number.' });
  }
  return { entry, position };
}
