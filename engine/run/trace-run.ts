/** One traced step: what was fed, and the values that came out. */
import { BYTES_PER_ELEMENT, type Tensor } from '../core/dtype';
import { BATCH, bindShape } from '../core/shape';
import { biasCorrection } from '../explain/bias-correction';
import { elementFormula, valuesNeeded, type ElementFormula, type FormulaOptions } from '../explain/element-formula';
import type { Expression } from '../explain/expression/expression';
import type { ValueEntry } from '../explain/traced-values';
import { bindingName } from '../ops/graph';
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

/**
 * Values are kept from the first run as far as they fit into this, those that a person knows first. Others, such as what
 * stands between in the update of a large tensor, are computed when they are asked for, box by box.
 */
const KEPT_BYTES = 512 * 2 ** 20;

export class TraceRun {
  /** The step that is shown, from 1. */
  step = 0;
  private feeds = new Map<string, Tensor>();
  private readonly results = new Map<string, Tensor>();
  /** Results that were too large to be kept and are there for now. */
  private extra: readonly string[] = [];
  private readonly store: ParameterStore;

  constructor(readonly graphs: TraceGraphs, readonly subject: LookSubject, private readonly settings: TraceSettings, private readonly openData: OpenData) {
    this.store = this.freshStore();
  }

  get samples(): number {
    return batchOf(this.feeds);
  }

  /** Makes the steps before `step`, and then that one with all its values. */
  async advanceTo(step: number): Promise<void> {
    for (this.step = 1; this.step < step; this.step++) await this.makeStep(this.store, this.step);
    this.feeds = await this.feedsOf(this.step);
    const outputs = this.graphs.values.entries.flatMap(({ source, value, traced }) =>
      source.kind === 'output' ? [{ name: source.name, bytes: this.bytesOf(value.shape, value.dtype), isNamed: traced.isNamed }] : [],
    );
    let room = KEPT_BYTES;
    const kept = outputs.sort((a, b) => Number(b.isNamed) - Number(a.isNamed) || a.bytes - b.bytes).filter(({ bytes }) => (room -= bytes) >= 0);
    await this.compute(kept.map(({ name }) => name));
  }

  /** Makes the steps before the one that is shown once more, and tells some values of each. */
  async replay(names: readonly string[], visit: (step: number, read: (name: string) => Tensor) => void): Promise<void> {
    const store = this.freshStore();
    const sources = new Map(names.map((name) => [name, this.graphs.values.find(name)!.source]));
    const wanted = [...sources.values()].flatMap(({ kind, name }) => (kind === 'output' ? [name] : []));
    for (let step = 1; step < this.step; step++) {
      const { feeds, results } = await this.makeStep(store, step, wanted);
      visit(step, (name) => (sources.get(name)!.kind === 'feed' ? feeds : results).get(sources.get(name)!.name)!);
    }
  }

  /** Whether a value can be read without computing the step again. */
  isKept(name: string): boolean {
    const { source } = this.graphs.values.find(name)!;
    return source.kind === 'feed' || this.results.has(source.name);
  }

  /** The values become ready to be read at once. */
  async load(names: readonly string[]): Promise<void> {
    const { values } = this.graphs;
    const missing = names.filter((name) => !this.isKept(name)).map((name) => values.find(name)!.traced);
    if (missing.length === 0) return;
    // Who looks at one of them goes on to its neighbours.
    const places = new Set(missing.map(({ phase, origin }) => `${phase} ${origin}`));
    const wanted = values.entries.filter(({ traced }) => places.has(`${traced.phase} ${traced.origin}`) && !this.isKept(traced.name));
    for (const name of this.extra) this.results.delete(name);
    this.extra = wanted.flatMap(({ source }) => (source.kind === 'output' ? [source.name] : []));
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
    await this.graphs.session.close();
  }

  private async compute(names: readonly string[]): Promise<void> {
    for (const [name, tensor] of await this.graphs.session.run(this.feeds, undefined, names)) this.results.set(name, tensor);
  }

  /** Weights are changed step by step, and the subject keeps its own. */
  private freshStore(): ParameterStore {
    const store = new ParameterStore([...this.subject.weights].map(([key, tensor]) => [key, { ...tensor, data: tensor.data.slice() }]));
    store.addMissing(this.graphs.compiled.inputs);
    return store;
  }

  /** One update; `wanted` are further results. */
  private async makeStep(store: ParameterStore, step: number, wanted: readonly string[] = []): Promise<{ readonly feeds: Map<string, Tensor>; readonly results: Map<string, Tensor> }> {
    const { compiled, session } = this.graphs;
    const next = compiled.outputs.flatMap(({ name, binding }) => (binding.kind === 'tensor' || binding.kind === 'slot' ? [name] : []));
    const feeds = await this.feedsOf(step, store);
    const results = await session.run(feeds, store.targets(compiled.outputs), [...new Set([...next, ...wanted])]);
    store.advance(compiled.outputs);
    return { feeds, results };
  }

  private async feedsOf(step: number, store = this.store): Promise<Map<string, Tensor>> {
    const { compiled, update } = this.graphs;
    const { samples, masks, seed, rate } = this.settings;
    const feeds = await sampleFeeds(samples[(step - 1) % samples.length]!, compiled, this.subject.signature, this.openData);
    addDraws(feeds, compiled, masks, seed, step - 1);
    store.feed(compiled.inputs, feeds);
    const scalars = update ? updateScalars(update, step, rate) : {};
    for (const { name, binding } of compiled.inputs) {
      if (binding.kind === 'scalar') feeds.set(name, { dtype: 'float32', shape: [], data: Float32Array.of(scalars[bindingName(binding)]!) });
    }
    return feeds;
  }

  private bytesOf(shape: readonly (number | string)[], dtype: Tensor['dtype']): number {
    const sizes = bindShape(shape, { [BATCH]: this.samples });
    return sizes.reduce((product, size) => product * size, BYTES_PER_ELEMENT[dtype]);
  }
}
