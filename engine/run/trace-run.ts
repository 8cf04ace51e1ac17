/** One traced step: what was fed, and the values that came out. */
import { BYTES_PER_ELEMENT, type Tensor } from '../core/dtype';
import { BATCH, bindShape } from '../core/shape';
import { biasCorrection } from '../explain/bias-correction';
import { elementFormula, valuesNeeded, type ElementFormula, type FormulaOptions } from '../explain/element-formula';
import type { Expression } from '../explain/expression/expression';
import type { ValueEntry } from '../explain/traced-values';
import { bindingName, type Value } from '../ops/graph';
import { readOptimizer } from '../optimizers';
import type { LookSubject, OpenData } from './look-subject';
import { ParameterStore } from './parameter-store';
import { updateScalars, type TraceGraphs } from './trace-graphs';
import { addDraws, batchOf, sampleFeeds, type GivenMasks, type TraceSample } from './trace-sample';

export interface TraceSettings {
  readonly samples: readonly TraceSample[];
  readonly masks: GivenMasks;
  readonly seed: number;
  readonly rate?: number;
}

/** Of values that are computed as soon as a step is opened: those that a person knows come first, then smaller ones. */
const KEPT_BYTES = 512 * 2 ** 20;

/** An update makes a dozen tensors of each one that it changes. Where they are larger than this, those of a box wait until it is looked at. */
const EAGER_UPDATE_BYTES = 8 * 2 ** 20;

/** Neighbours of what is looked at are computed along with it, unless they are larger. */
const NEIGHBOUR_BYTES = 256 * 2 ** 20;

export class TraceRun {
  /** The step that is shown, from 1. */
  step = 0;
  private feeds = new Map<string, Tensor>();
  private readonly results = new Map<string, Tensor>();
  /** What every further part is computed from. */
  private kept: ReadonlySet<Value> = new Set();
  /** Results besides those, there for now. */
  private extra: readonly ValueEntry[] = [];

  constructor(readonly graphs: TraceGraphs, readonly subject: LookSubject, private readonly settings: TraceSettings, private readonly openData: OpenData) {}

  get samples(): number {
    return batchOf(this.feeds);
  }

  /** Makes the steps before `step`, and of that one what is likely to be looked at. */
  async advanceTo(step: number): Promise<void> {
    const store = this.storeBefore(step);
    for (this.step = 1; this.step < step; this.step++) await this.makeStep(store, this.step);
    this.feeds = await this.feedsOf(this.step, store);
    const eager = this.eagerEntries();
    await this.compute(eager);
    this.kept = new Set(eager.map(({ value }) => value));
  }

  /** The first step, of which nothing is computed yet: each value is when it is read, along with its neighbours. */
  async begin(): Promise<void> {
    this.step = 1;
    this.feeds = await this.feedsOf(1, this.storeBefore(1));
  }

  private eagerEntries(): ValueEntry[] {
    const computed = this.graphs.values.entries.filter(({ source }) => source.kind === 'output').map((entry) => ({ entry, bytes: this.bytesOf(entry) }));
    const ofUpdate = computed.reduce((total, { entry, bytes }) => total + (entry.traced.phase === 'update' ? bytes : 0), 0);
    const candidates = ofUpdate <= EAGER_UPDATE_BYTES ? computed : computed.filter(({ entry }) => entry.traced.phase !== 'update');
    let room = KEPT_BYTES;
    const byWeight = candidates.sort((a, b) => Number(b.entry.traced.isNamed) - Number(a.entry.traced.isNamed) || a.bytes - b.bytes);
    return byWeight.filter(({ bytes }) => (room -= bytes) >= 0).map(({ entry }) => entry);
  }

  /** Makes the steps before the one that is shown once more, and tells some values of each. */
  async replay(names: readonly string[], visit: (step: number, read: (name: string) => Tensor) => void): Promise<void> {
    const store = this.storeBefore(this.step);
    const entries = names.map((name) => this.graphs.values.find(name)!);
    const sources = new Map(entries.map(({ source }, index) => [names[index]!, source]));
    const wanted = entries.flatMap(({ source, value }) => (source.kind === 'output' ? [value] : []));
    for (let step = 1; step < this.step; step++) {
      const { feeds, results } = await this.makeStep(store, step, wanted);
      visit(step, (name) => (sources.get(name)!.kind === 'feed' ? feeds : results).get(sources.get(name)!.name)!);
    }
  }

  /** Whether a value can be read without computing anything. */
  isKept(name: string): boolean {
    const { source } = this.graphs.values.find(name)!;
    return source.kind === 'feed' || this.results.has(source.name);
  }

  /** The values become ready to be read at once. */
  async load(names: readonly string[]): Promise<void> {
    const { values } = this.graphs;
    const missing = new Set(names.filter((name) => !this.isKept(name)).map((name) => values.find(name)!));
    if (missing.size === 0) return;
    // Who looks at one of them goes on to its neighbours.
    const places = new Set([...missing].map(placeOf));
    const neighbours = values.entries.filter((entry) => places.has(placeOf(entry)) && entry.source.kind === 'output' && !this.kept.has(entry.value));
    const bytes = neighbours.reduce((total, entry) => total + this.bytesOf(entry), 0);
    for (const { source } of this.extra) this.results.delete(source.name);
    this.extra = bytes <= NEIGHBOUR_BYTES ? neighbours : [...missing];
    await this.compute(this.extra);
  }

  async read(name: string): Promise<Tensor> {
    await this.load([name]);
    return this.loaded(name);
  }

  /** A value that `load` has made ready. */
  loaded(name: string): Tensor {
    const { source } = this.graphs.values.find(name)!;
    return source.kind === 'feed' ? this.feeds.get(source.name)! : this.results.get(source.name)!;
  }

  /** Undefined for what is given. */
  async formula(entry: ValueEntry, position: readonly number[], options: FormulaOptions): Promise<ElementFormula | undefined> {
    const { values } = this.graphs;
    const { batchEntry } = values;
    await this.load([...valuesNeeded(values, entry, options.through), ...(batchEntry ? [batchEntry.traced.name] : [])]);
    return elementFormula(values, entry, position, (name) => this.loaded(name), options, this.correction(entry));
  }

  private correction({ traced, source }: ValueEntry): Expression | undefined {
    const { update } = this.graphs;
    return update && source.kind === 'feed' && traced.shape.length === 0 ? biasCorrection(traced.name, readOptimizer(update.optimizer).settings, this.step) : undefined;
  }

  async close(): Promise<void> {
    await this.graphs.close();
  }

  private async compute(entries: readonly ValueEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const { session } = await this.graphs.part(entries.map(({ value }) => value), this.kept);
    for (const [name, tensor] of await session.run(new Map([...this.feeds, ...this.results]))) this.results.set(name, tensor);
  }

  /** What the first step begins with. Steps before `step` will change it, and the subject keeps its own. */
  private storeBefore(step: number): ParameterStore {
    const { weights } = this.subject;
    const store = new ParameterStore(step > 1 ? [...weights].map(([key, tensor]) => [key, { ...tensor, data: tensor.data.slice() }]) : weights);
    store.addMissing(this.graphs.inputs);
    return store;
  }

  /** One update; `wanted` are further results. */
  private async makeStep(store: ParameterStore, step: number, wanted: readonly Value[] = []): Promise<{ readonly feeds: Map<string, Tensor>; readonly results: Map<string, Tensor> }> {
    const { compiled, session } = await this.graphs.change(wanted);
    const feeds = await this.feedsOf(step, store);
    const results = await session.run(feeds, store.targets(compiled.outputs));
    store.advance(compiled.outputs);
    return { feeds, results };
  }

  private async feedsOf(step: number, store: ParameterStore): Promise<Map<string, Tensor>> {
    const { inputs, update } = this.graphs;
    const { samples, masks, seed, rate } = this.settings;
    const feeds = await sampleFeeds(samples[(step - 1) % samples.length]!, inputs, this.subject.signature, this.openData);
    addDraws(feeds, inputs, masks, seed, step - 1);
    store.feed(inputs, feeds);
    const scalars = update ? updateScalars(update, step, rate) : {};
    for (const { name, binding } of inputs) {
      if (binding.kind === 'scalar') feeds.set(name, { dtype: 'float32', shape: [], data: Float32Array.of(scalars[bindingName(binding)]!) });
    }
    return feeds;
  }

  private bytesOf({ value: { shape, dtype } }: ValueEntry): number {
    const sizes = bindShape(shape, { [BATCH]: this.samples });
    return sizes.reduce((product, size) => product * size, BYTES_PER_ELEMENT[dtype]);
  }
}

function placeOf({ traced: { phase, origin } }: ValueEntry): string {
  return `${phase} ${origin}`;
}
