/** An ONNX model as a document: read, typed, recognised, drawn. */
import { fail } from '../core/diagnostic';
import type { LoomDocument } from '../document/model';
import { sampleShape } from '../layers/onnx/value-type';
import type { TensorType } from '../ops/graph';
import { buildDocument } from './build-document';
import { drawBoxes } from './draw-boxes';
import { chooseHeads } from './heads';
import { liveValues } from './live-values';
import { placeOf } from './order-nodes';
import { planInputs, type InputPlan } from './plan-inputs';
import { readSource, type ReadOptions } from './read-source';
import { recognise } from './recognise';
import { sampleOf } from './recognise/recogniser';
import { describeImport, type ImportReport } from './report';
import type { SourceModel, SourceValue } from './source-model';
import { TypedGraph } from './typed-graph';

/** What a runtime makes of the values that nobody else knows: the file, and the types of its inputs as they are read now. */
export type TypeOracle = (question: { readonly bytes: Uint8Array; readonly inputs: ReadonlyMap<string, TensorType>; readonly values: readonly string[] }) => Promise<ReadonlyMap<string, TensorType>>;

export interface ImportOptions extends ReadOptions {
  /** Sizes that the file leaves open, by name. */
  readonly dims?: Readonly<Record<string, number>>;
  /** What the document is called; the name of the graph when absent. */
  readonly name?: string;
  readonly typesOf?: TypeOracle;
}

export interface Imported {
  readonly document: LoomDocument;
  readonly report: ImportReport;
}

/** Throws LoomError: for a file that is no sound model, for sizes that are left open, and for operators nobody knows. */
export async function importModel(bytes: Uint8Array, options: ImportOptions = {}): Promise<Imported> {
  const source = readSource(bytes, options);
  const { graph, plan } = await typeGraph(source, bytes, options);
  const found = recognise(graph);
  const heads = chooseHeads(source, graph, found);
  const live = liveValues(graph, found, heads);
  const boxes = drawBoxes({ source, graph, found, heads, live });
  const document = buildDocument(options.name ?? source.name, boxes, (value) => sampleOf(graph, value));
  return { document, report: describeImport({ source, graph, found, live, plan, document }) };
}

interface Typed {
  readonly graph: TypedGraph;
  readonly plan: InputPlan;
}

/** A fixed first axis is taken for a batch where the whole network agrees with that; else the file's numbers stay. */
async function typeGraph(source: SourceModel, bytes: Uint8Array, { dims = {}, typesOf }: ImportOptions): Promise<Typed> {
  const general = planInputs(source, dims, true);
  const first = await attempt(source, bytes, general, typesOf);
  if (general.assumedBatch === undefined) return requireTyped(first, general);
  const isBatchAll = first.graph.untyped.length === 0 && source.outputs.every(({ name }) => isBatched(first.graph.type(name)));
  if (isBatchAll) return { graph: first.graph, plan: general };
  const exact = planInputs(source, dims, false);
  return requireTyped(await attempt(source, bytes, exact, typesOf), exact);
}

function isBatched(type: TensorType | undefined): boolean {
  return type !== undefined && sampleShape(type).length < type.shape.length;
}

interface Attempt {
  readonly graph: TypedGraph;
  /** Why the runtime could not be asked. */
  readonly refusal?: string;
}

async function attempt(source: SourceModel, bytes: Uint8Array, plan: InputPlan, typesOf: TypeOracle | undefined): Promise<Attempt> {
  // With another batch than the file's, what it states of its values no longer holds.
  const stated = plan.assumedBatch === undefined ? statedTypes(source, plan) : new Map<string, TensorType>();
  const graph = new TypedGraph(source, plan.types, (name) => stated.get(name));
  if (graph.untyped.length === 0 || !typesOf) return { graph };
  try {
    const told = await typesOf({ bytes, inputs: plan.types, values: graph.untyped });
    return { graph: new TypedGraph(source, plan.types, (name) => stated.get(name) ?? told.get(name)) };
  } catch (error) {
    return { graph, refusal: error instanceof Error ? error.message : String(error) };
  }
}

function requireTyped({ graph, refusal }: Attempt, plan: InputPlan): Typed {
  if (graph.untyped.length === 0) return { graph, plan };
  const unknown = graph.untyped.slice(0, 3).map((name) => placeOf(graph.writer(name)!));
  const ops = [...new Set(graph.untyped.map((name) => graph.writer(name)!).map(({ op, domain }) => (domain === '' ? op : `${domain}.${op}`)))];
  return fail('onnx-unsupported-op', `The shape of what comes from ${unknown.join(', ')}${graph.untyped.length > 3 ? ' and others' : ''} is not known${refusal === undefined ? '' : `, and the runtime refuses the model: ${refusal.trim().replace(/\.$/, '')}`}.`, {
    expected: 'operators that ONNX Runtime has, or a file that states the shapes of its values',
    found: ops.join(', '),
    remedy: 'Export the model with standard operators.',
  });
}

function statedTypes({ stated, outputs }: SourceModel, plan: InputPlan): Map<string, TensorType> {
  const all: SourceValue[] = [...stated.values(), ...outputs];
  return new Map(all.flatMap(({ name, dtype, dims }): [string, TensorType][] => {
    const shape = dims?.map((dim) => plan.read(dim));
    return dtype && shape && !shape.includes(undefined) ? [[name, { dtype, shape: shape as TensorType['shape'] }]] : [];
  }));
}
