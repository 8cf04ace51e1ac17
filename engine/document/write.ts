/** From a document to its text, and to the tensors that are too large to stand in it. */
import type { Tensor } from '../core/dtype';
import { canonicalJson } from './canonical-json';
import type { Graph, GraphNode, LoomDocument, TensorSettings } from './model';
import { APP_VERSION, FORMAT_VERSION, OLDEST_READER } from './version';

/** Up to so many bytes of tensors stand in the JSON text; beyond, all go to the safetensors file. */
export const INLINE_TENSOR_BYTES = 64 * 1024;

export interface WrittenDocument {
  readonly text: string;
  /** By stored key; empty where all numbers stand in the text. */
  readonly tensors: ReadonlyMap<string, Tensor>;
}

/** The shortest decimal number that reads back as the same float32, so 0.1 is saved as 0.1. */
function shortestFloat32(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Object.is(Math.fround(shorter), value)) return shorter;
  }
  return value;
}

function graphsOf(document: LoomDocument): Graph[] {
  return [document.graph, ...document.definitions.map(({ graph }) => graph)];
}

function tensorsOf(document: LoomDocument): Tensor<'float32'>[] {
  return graphsOf(document)
    .flatMap(({ nodes }) => nodes)
    .flatMap(({ tensors }) => Object.values(tensors ?? {}))
    .flatMap(({ value }) => value ?? []);
}

class Writer {
  readonly stored = new Map<string, Tensor>();
  private readonly inline: boolean;

  constructor(private readonly document: LoomDocument) {
    const tensors = tensorsOf(document);
    const bytes = tensors.reduce((sum, { data }) => sum + data.byteLength, 0);
    // JSON has no NaN or infinity, so tensors that hold one are stored whatever their size.
    this.inline = bytes <= INLINE_TENSOR_BYTES && tensors.every(({ data }) => data.every(Number.isFinite));
  }

  /** The document as plain JSON, with the version of this engine unless a newer, compatible one wrote it. */
  plain(): unknown {
    return {
      ...this.document,
      version: Math.max(this.document.version, FORMAT_VERSION),
      oldestReader: Math.max(this.document.oldestReader, OLDEST_READER),
      writer: APP_VERSION,
      graph: this.graph(this.document.graph),
      definitions: this.document.definitions.map((definition) => ({ ...definition, graph: this.graph(definition.graph) })),
    };
  }

  private graph(graph: Graph): unknown {
    return { ...graph, nodes: graph.nodes.map((node) => this.node(node)) };
  }

  private node(node: GraphNode): unknown {
    if (!node.tensors) return node;
    const tensors = Object.entries(node.tensors).map(([name, settings]) => [name, this.settings(settings, `${node.id}.${name}`)]);
    return { ...node, tensors: Object.fromEntries(tensors) };
  }

  private settings(settings: TensorSettings, key: string): unknown {
    if (!settings.value) return settings;
    const { dtype, shape, data, ...rest } = settings.value;
    if (this.inline) return { ...settings, value: { ...rest, shape, data: Array.from(data, shortestFloat32) } };
    this.stored.set(key, { dtype, shape, data });
    return { ...settings, value: { ...rest, shape, stored: key } };
  }
}

/** The canonical text of a document; equal documents give equal texts. */
export function writeDocument(document: LoomDocument): WrittenDocument {
  const writer = new Writer(document);
  return { text: canonicalJson(writer.plain()), tensors: writer.stored };
}
