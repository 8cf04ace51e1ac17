/** The document: boxes and groups as nodes and blocks; groups of one form share a definition and differ in their tensors. */
import type { Tensor } from '../core/dtype';
import { createDocument } from '../document/edits';
import { GraphBuilder, type Source } from '../document/graph-builder';
import { newId } from '../document/ids';
import { NameClaims } from '../document/name-claims';
import { BLOCK_TYPE, type BlockDefinition, type BlockPort, type Graph, type GraphNode, type JsonObject, type LoomDocument, type PortKind, type TensorSettings } from '../document/model';
import { LAYER_CATALOG } from '../infer/layer-catalog';
import type { Box } from './box';
import { given, isGroup, read, type Group, type Item } from './group';
import { groupBoxes } from './group-boxes';
import { plainName } from './node-names';

/** `sampleOf` gives the shape of a value without its batch, where it has one. */
export function buildDocument(name: string, boxes: readonly Box[], sampleOf: (value: string) => readonly number[] | undefined): LoomDocument {
  const blocks = new Blocks(boxes, sampleOf);
  const graph = blocks.topGraph(groupBoxes(boxes));
  return { ...createDocument(plainName(name), graph), definitions: blocks.definitions };
}

type Tensors = Readonly<Record<string, Tensor<'float32'>>>;

/** What becomes one node: a layer, or the use of a block. */
interface Part {
  readonly spec: { readonly type: string; readonly params: JsonObject; readonly block?: GraphNode['block'] };
  readonly name: string;
  /** By key within the node. */
  readonly tensors: Tensors;
  readonly inputs: Box['inputs'];
  readonly outputs: Box['outputs'];
}

interface Laid {
  readonly builder: GraphBuilder;
  /** Of all nodes, by key within the graph. */
  readonly tensors: Tensors;
  /** Equal for graphs that differ in nothing but tensors; empty for the top one, which is like no other. */
  readonly form: string;
}

class Blocks {
  readonly definitions: BlockDefinition[] = [];
  private readonly known = new Map<string, BlockDefinition>();
  private readonly names = new NameClaims();
  /** How often a value is read, wherever that is. */
  private readonly readings: ReadonlyMap<string, number>;

  constructor(boxes: readonly Box[], private readonly sampleOf: (value: string) => readonly number[] | undefined) {
    this.readings = countOf(boxes.flatMap(read));
  }

  topGraph(items: readonly Item[]): Graph {
    return this.lay(items, new Map(), true).builder.build();
  }

  /** `sources` holds what comes from outside, and learns what the items give. Tensors stand in the top graph alone. */
  private lay(items: readonly Item[], sources: Map<string, Source>, isTop: boolean): Laid {
    const builder = new GraphBuilder(LAYER_CATALOG);
    const names = new NameClaims();
    const tensors: Record<string, Tensor<'float32'>> = {};
    const places = new Map([...sources.keys()].map((value, index) => [value, `outside ${index}`]));
    const form = items.map((item, index) => {
      const part = isGroup(item) ? this.use(item) : partOf(item);
      const name = names.claim(part.name);
      const wires = Object.fromEntries(part.inputs.map(([port, value]) => [port, sources.get(value)!]));
      const node = builder.add({ ...part.spec, name, ...(isTop && settings(part.tensors)) }, wires);
      for (const [port, value] of part.outputs) {
        sources.set(value, { node: node.id, port });
        places.set(value, `${index} ${port}`);
      }
      for (const [key, tensor] of Object.entries(part.tensors)) tensors[`${name}${isGroup(item) ? '/' : '.'}${key}`] = tensor;
      return [name, part.spec, part.inputs.map(([port, value]) => [port, places.get(value)])];
    });
    return { builder, tensors, form: isTop ? '' : JSON.stringify(form) };
  }

  private use(group: Group): Part {
    const inside = new Set(given(group));
    const readInside = countOf(read(group));
    const takes = [...readInside.keys()].filter((value) => !inside.has(value));
    const gives = [...inside].filter((value) => (this.readings.get(value) ?? 0) > (readInside.get(value) ?? 0));
    const inputs = this.ports('in', takes);
    const outputs = this.ports('out', gives);
    const ways = new GraphBuilder(LAYER_CATALOG);
    const sources = new Map<string, Source>(takes.map((value, index) => [value, ways.blockInput(inputs[index]!.name)]));
    const { builder, tensors, form } = this.lay(group.items, sources, false);
    gives.forEach((value, index) => builder.blockOutput(sources.get(value)!, outputs[index]!.name));
    const definition = this.definition(group.name, `${form} ${JSON.stringify([inputs, outputs])}`, { inputs, outputs, parameters: [], graph: builder.build() });
    return {
      spec: { type: BLOCK_TYPE, params: {}, block: { definition: definition.id } },
      name: group.name,
      tensors,
      inputs: takes.map((value, index) => [inputs[index]!.name, value]),
      outputs: gives.map((value, index) => [outputs[index]!.name, value]),
    };
  }

  private definition(base: string, form: string, made: Omit<BlockDefinition, 'id' | 'name'>): BlockDefinition {
    const known = this.known.get(form);
    if (known) return known;
    const definition = { id: newId(), name: this.names.claim(base), ...made };
    this.definitions.push(definition);
    this.known.set(form, definition);
    return definition;
  }

  private ports(prefix: string, values: readonly string[]): BlockPort[] {
    return values.map((value, index) => ({ name: values.length === 1 ? prefix : `${prefix}${index + 1}`, kind: portKind(this.sampleOf(value)) }));
  }
}

const KINDS: readonly (PortKind | undefined)[] = [undefined, 'vector', 'sequence', 'image'];

function portKind(sample: readonly number[] | undefined): PortKind {
  return (sample && KINDS[sample.length]) ?? 'any';
}

function partOf({ type, params, name, tensors, inputs, outputs }: Box): Part {
  return { spec: { type, params }, name, tensors, inputs, outputs };
}

function settings(tensors: Tensors): { tensors?: Record<string, TensorSettings> } {
  const entries = Object.entries(tensors).map(([name, value]): [string, TensorSettings] => [name, { value }]);
  return entries.length === 0 ? {} : { tensors: Object.fromEntries(entries) };
}

function countOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
