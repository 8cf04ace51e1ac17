/** Computes the features of a frozen part before the first step of a run, once per sample, or finds them on its disk. */
import { createHash } from 'node:crypto';
import { LoomError, sentence, warning, type Diagnostic } from '../../core/diagnostic';
import type { Tensor } from '../../core/dtype';
import { compileFeatures } from '../../compile/features';
import { portTrace, type CompiledGraph } from '../../compile/pipeline';
import type { Dataset } from '../../data/dataset';
import type { BatchRequest, DataService, PreparedBatch } from '../../data/worker/batch-source';
import { bindingName } from '../../ops/graph';
import type { LoweringTarget } from '../../ops/define-op';
import type { Session } from '../backend';
import { isDiskFull, type DiskRules } from '../disk-room';
import { addFeatures, feedingOf } from '../feeds';
import type { ParameterStore } from '../parameter-store';
import type { TrainingPlan } from '../training-plan';
import type { RunControl } from '../training-run';
import { FeatureStore, featureBytes, FeatureWriter, type FeatureShape } from './feature-store';
import { featureWidth, type FrozenPart } from './frozen-part';

/** How far the frozen part is with computing its features; the last one says that they are there, or why not. */
export type FeatureEvent =
  | { readonly event: 'features'; readonly state: 'computing' | 'ready'; readonly done: number; readonly rows: number; readonly width: number; readonly bytes: number }
  | { readonly event: 'features'; readonly state: 'off'; readonly diagnostic: Diagnostic };

export interface FeatureParts {
  readonly run: string;
  readonly part: FrozenPart;
  readonly plan: TrainingPlan;
  readonly dataset: Dataset;
  /** Of the whole plan; closed by the caller. */
  readonly data: () => DataService;
  readonly store: ParameterStore;
  readonly target: LoweringTarget;
  readonly disk: DiskRules;
  readonly open: (model: Uint8Array) => Promise<Session>;
}

/** Between two events. */
const TELL_MS = 250;

/** Undefined where the run trains without: the last event has said why, or it was told to stop. */
export async function* prepareFeatures(parts: FeatureParts, control: RunControl): AsyncGenerator<FeatureEvent, FeatureStore | undefined, undefined> {
  const { run, part, dataset } = parts;
  const graphs = graphsOf(parts);
  const { train, validation } = dataset.splits;
  const rows = Uint32Array.from([...train, ...validation]).sort();
  const shape: FeatureShape = { key: keyOf(parts, graphs.any), rows, width: featureWidth(part) };
  const facts = { event: 'features', rows: rows.length, width: shape.width, bytes: featureBytes(shape) } as const;
  const known = await FeatureStore.open(run, shape, dataset.rowCount);
  if (!known) {
    const short = await roomProblem(parts, facts.bytes);
    if (short) {
      yield { event: 'features', state: 'off', diagnostic: short };
      return undefined;
    }
    try {
      for await (const done of compute(parts, graphs, shape, control)) yield { ...facts, state: 'computing', done };
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      yield { event: 'features', state: 'off', diagnostic: notKept(`the disk became full. ${sentence((error as LoomError).diagnostics[0]!)}`, run) };
      return undefined;
    }
    if (control.stop) return undefined;
  }
  const store = known ?? (await FeatureStore.open(run, shape, dataset.rowCount));
  if (store) yield { ...facts, state: 'ready', done: rows.length };
  return store;
}

interface Graphs {
  readonly any: CompiledGraph;
  readonly whole: CompiledGraph;
}

function graphsOf({ plan, part: { nodes, border }, target }: FeatureParts): Graphs {
  const wanted = { part: { has: (path: string) => nodes.has(path), given: new Map() }, ports: [...border.keys()] };
  return { any: compileFeatures(plan.network, wanted, target), whole: compileFeatures(plan.network, { ...wanted, batch: plan.training.batchSize }, target) };
}

/** Of everything that the numbers depend on: the computation, its weights, the samples and what is done to them. */
function keyOf({ plan, dataset, store, target }: FeatureParts, { onnx, inputs }: CompiledGraph): string {
  const hash = createHash('sha256').update(onnx);
  for (const { binding } of inputs) if (binding.kind === 'tensor') hash.update(bytesOf(store.get(binding.key)));
  hash.update(JSON.stringify([plan.signature.features, plan.signature.searches ?? [], plan.training.batchSize, dataset.fingerprint, target.backend, target.blockSize ?? 0]));
  return hash.digest('hex').slice(0, 32);
}

function bytesOf({ data }: Tensor): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Features take at most half of what is free, so that checkpoints find room too. */
async function roomProblem({ run, disk: { freeSpace, reserveBytes } }: FeatureParts, bytes: number): Promise<Diagnostic | undefined> {
  const free = await freeSpace(run);
  if (free === undefined || bytes <= (free - reserveBytes) / 2) return undefined;
  return notKept(`its features would take ${megabytes(bytes)}, and ${megabytes(free)} are free in ${run}.`, run, 'Free some space to train faster.');
}

function notKept(reason: string, file: string, remedy?: string): Diagnostic {
  return warning('features-not-kept', `The frozen part is computed anew in every epoch: ${reason}`, { file, ...(remedy && { remedy }) });
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

/** Yields how many rows are done. Leaves nothing behind where it fails or is told to stop. */
async function* compute({ run, plan, part, data: openData, store, open }: FeatureParts, graphs: Graphs, shape: FeatureShape, control: RunControl): AsyncGenerator<number, void, undefined> {
  const { batchSize } = plan.training;
  const writer = await FeatureWriter.create(run, shape);
  const data = openData();
  const sessions: Session[] = [];
  let finished = false;
  try {
    const batches = data.stream(requests(shape.rows, batchSize));
    let told = -Infinity;
    try {
      for (const graph of [graphs.any, graphs.whole]) sessions.push(await open(graph.onnx));
      for (let done = 0; done < shape.rows.length && !control.stop; ) {
        const asked = shape.rows.subarray(done, done + batchSize);
        const batch = (await batches.next())!;
        const [graph, session] = batch.rows.length === batchSize ? [graphs.whole, sessions[1]!] : [graphs.any, sessions[0]!];
        const values = batch.rows.length === 0 ? [] : await featuresOf(batch, graph, session, { plan, store, part });
        await writer.add(sideBySide(values, asked, batch.rows, shape.width), unreadableIn(asked, batch));
        done += asked.length;
        const now = performance.now();
        if (now - told > TELL_MS) yield done;
        if (now - told > TELL_MS) told = now;
        await control.ready();
      }
    } finally {
      await batches.close();
    }
    if (control.stop) return;
    await writer.finish();
    finished = true;
  } finally {
    if (!finished) await writer.abandon();
    for (const session of sessions) await session.close();
    await data.close();
  }
}

function* requests(rows: Uint32Array, batchSize: number): Generator<BatchRequest> {
  for (let start = 0; start < rows.length; start += batchSize) yield { rows: rows.slice(start, start + batchSize), epoch: 0, step: 0, training: false };
}

/** By port, one row per sample. */
async function featuresOf(batch: PreparedBatch, { inputs }: CompiledGraph, session: Session, { plan, store, part }: Pick<FeatureParts, 'plan' | 'store' | 'part'>): Promise<Float32Array[]> {
  const feeds = new Map<string, Tensor>();
  const read = new Set(inputs.flatMap(({ binding }) => (binding.kind === 'feature' ? [binding.node] : [])));
  addFeatures(feedingOf(plan.signature, read), batch.tensors, feeds);
  store.feed(inputs, feeds);
  const results = await session.run(feeds);
  return [...part.border.keys()].map((port) => results.get(bindingName(portTrace(port)))!.data as Float32Array);
}

/** The features of each row that was asked for; zeros where it could not be read. */
function sideBySide(values: readonly Float32Array[], asked: Uint32Array, read: Uint32Array, width: number): Float32Array {
  const all = new Float32Array(asked.length * width);
  const places = new Map([...read].map((row, place) => [row, place]));
  asked.forEach((row, index) => {
    const place = places.get(row);
    if (place === undefined) return;
    let start = index * width;
    for (const port of values) {
      const size = port.length / read.length;
      all.set(port.subarray(place * size, (place + 1) * size), start);
      start += size;
    }
  });
  return all;
}

/** A batch tells why it leaves rows out, in their order. */
function unreadableIn(asked: Uint32Array, { rows, problems }: PreparedBatch): (readonly [number, Diagnostic])[] {
  const read = new Set(rows);
  return [...asked].filter((row) => !read.has(row)).map((row, index) => [row, problems[index]!] as const);
}
