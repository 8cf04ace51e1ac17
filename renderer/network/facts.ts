/**
 * Everything the window shows about the boxes of the open graph, derived from document and inference. A box about which
 * nothing changed keeps its object, so that only what changed is drawn again.
 */
import type { Diagnostic } from '../../engine/core/diagnostic';
import { sameShape, type Shape } from '../../engine/core/shape';
import { graphAt } from '../../engine/document/edits';
import { indexGraph, wiresInto } from '../../engine/document/graph-index';
import { BLOCK_INPUT, type Endpoint, type Graph, type GraphNode, type LoomDocument } from '../../engine/document/model';
import type { NodeSizes } from '../../engine/infer/infer-node';
import type { InferredNetwork, InferredNode } from '../../engine/infer/infer-network';
import type { ReceptiveField } from '../../engine/infer/receptive-field';
import type { LayerDefinition } from '../../engine/layers/define-layer';
import { findLayer } from '../../engine/layers/index';
import { kindOf, type Kind } from './kind';
import { portsOf, type PortView } from './ports';

export interface PortFacts extends PortView {
  readonly shape: Shape | undefined;
  readonly isWired: boolean;
}

export interface NodeFacts {
  readonly node: GraphNode;
  /** What it is, e.g. “Conv2D”, or the name of a block's definition. */
  readonly title: string;
  readonly kind: Kind;
  readonly definition: LayerDefinition | undefined;
  readonly inputs: readonly PortFacts[];
  readonly outputs: readonly PortFacts[];
  /** What leaves the box: its first output, or for an Output node what it compares. */
  readonly shape: Shape | undefined;
  /** With defaults and expressions filled in. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Of one layer; absent for blocks and where a problem stands in the way. */
  readonly sizes: NodeSizes | undefined;
  readonly receptiveField: ReceptiveField | undefined;
  /** Of the layer, or of all layers in the block. */
  readonly parameters: number | undefined;
  readonly macs: number | undefined;
  readonly problems: readonly Diagnostic[];
}

/** A place on the canvas: the blocks to open, then the box. */
export interface BoxPlace {
  readonly place: readonly string[];
  readonly node: string;
}

interface BlockTotals {
  parameters: Map<string, number>;
  macs: number;
}

/** Look-ups over one inference, for whichever graph is open. */
export class NetworkIndex {
  private readonly shapes = new Map<string, Shape>();
  private readonly byBox = new Map<string, InferredNode>();
  private readonly totals = new Map<string, BlockTotals>();
  private readonly boxes = new Map<string, BoxPlace>();
  private readonly problemsOf = new Map<string, Diagnostic[]>();

  constructor(readonly network: InferredNetwork) {
    for (const one of network.nodes) this.addNode(one);
    for (const { path, instancePath } of network.graph.blocks) this.boxes.set(path, { place: instancePath.slice(0, -1), node: instancePath.at(-1)! });
    for (const found of network.problems) this.addProblem(found);
  }

  /** The first copy of a box, where a block is repeated. */
  inferred(place: readonly string[], node: string): InferredNode | undefined {
    return this.byBox.get(boxKey(place, node));
  }

  blockTotals(place: readonly string[], node: string): { parameters: number; macs: number } | undefined {
    const totals = this.totals.get(boxKey(place, node));
    return totals && { parameters: [...totals.parameters.values()].reduce((sum, count) => sum + count, 0), macs: totals.macs };
  }

  problems(place: readonly string[], node: string): readonly Diagnostic[] {
    return this.problemsOf.get(boxKey(place, node)) ?? [];
  }

  /** Where on the canvas the layer or block with a name path stands. */
  boxOf(path: string): BoxPlace | undefined {
    return this.boxes.get(path);
  }

  shapeAt(path: string, port: string): Shape | undefined {
    return this.shapes.get(`${path}:${port}`);
  }

  /** What passes a port of a closed block: into its first copy, or out of its last. */
  blockShapes(place: readonly string[], node: string): { inputs: ReadonlyMap<string, Shape>; outputs: ReadonlyMap<string, Shape> } {
    const key = boxKey(place, node);
    const copies = this.network.graph.blocks.filter(({ instancePath }) => instancePath.join('/') === key);
    const collect = (ports: readonly { name: string; from: { path: string; port: string } | undefined }[] = []) =>
      new Map(ports.flatMap(({ name, from }) => (from ? [[name, this.shapeAt(from.path, from.port)] as const] : [])).filter((entry): entry is readonly [string, Shape] => entry[1] !== undefined));
    return { inputs: collect(copies[0]?.inputs), outputs: collect(copies.at(-1)?.outputs) };
  }

  private addNode(one: InferredNode): void {
    const { flat, definition, sizes } = one;
    const key = boxKey(flat.instancePath, flat.node.id);
    if (!this.byBox.has(key)) this.byBox.set(key, one);
    this.boxes.set(flat.path, { place: flat.instancePath, node: flat.node.id });
    definition?.outputs.forEach(({ name }, index) => {
      const shape = sizes?.outputs[index];
      if (shape) this.shapes.set(`${flat.path}:${name}`, shape);
    });
    flat.instancePath.forEach((_, depth) => {
      const block = flat.instancePath.slice(0, depth + 1).join('/');
      const totals = this.totals.get(block) ?? { parameters: new Map<string, number>(), macs: 0 };
      this.totals.set(block, totals);
      totals.macs += sizes?.macs ?? 0;
      // By key, so that copies that share tensors count once.
      for (const { key: tensor, shape, trainable } of sizes?.tensors ?? []) if (trainable) totals.parameters.set(tensor, shape.reduce((product, size) => product * size, 1));
    });
  }

  /** At its box, and at every closed block around it. */
  private addProblem(found: Diagnostic): void {
    const box = found.node === undefined ? undefined : this.boxes.get(found.node);
    if (!box) return;
    const ids = [...box.place, box.node];
    ids.forEach((_, depth) => {
      const key = ids.slice(0, depth + 1).join('/');
      const list = this.problemsOf.get(key) ?? [];
      this.problemsOf.set(key, list);
      if (!list.some(({ message }) => message === found.message)) list.push(found);
    });
  }
}

function boxKey(place: readonly string[], node: string): string {
  return [...place, node].join('/');
}

/** The id of the definition that a path of block nodes opens; undefined at the top. */
export function definitionAt(document: LoomDocument, place: readonly string[]): string | undefined {
  let graph = document.graph;
  let definition: string | undefined;
  for (const id of place) {
    definition = graph.nodes.find((node) => node.id === id)?.block?.definition;
    if (definition === undefined) return undefined;
    graph = graphAt(document, definition);
  }
  return definition;
}

export interface OpenGraph {
  readonly place: readonly string[];
  /** The id of the open block's definition. */
  readonly definition: string | undefined;
  readonly graph: Graph;
  readonly facts: ReadonlyMap<string, NodeFacts>;
  readonly index: NetworkIndex;
}

export function openGraph(document: LoomDocument, network: InferredNetwork, wanted: readonly string[], before: OpenGraph | undefined): OpenGraph {
  // A block that an undo has taken away cannot stay open.
  let place = wanted;
  while (place.length > 0 && definitionAt(document, place) === undefined) place = place.slice(0, -1);
  const definition = definitionAt(document, place);
  const graph = graphAt(document, definition);
  const index = before?.index.network === network ? before.index : new NetworkIndex(network);
  const facts = new Map<string, NodeFacts>();
  for (const node of graph.nodes) {
    const fresh = factsOf(node, graph, document, place, index);
    const old = before?.facts.get(node.id);
    facts.set(node.id, old && sameFacts(old, fresh) ? old : fresh);
  }
  return { place, definition, graph, facts, index };
}

function factsOf(node: GraphNode, graph: Graph, document: LoomDocument, place: readonly string[], index: NetworkIndex): NodeFacts {
  const inferred = index.inferred(place, node.id);
  const wires = wiresInto(graph, node.id);
  const sources = new Map([...wires].map(([port, { from }]) => [port, endpointShape(graph, place, from, index)]));
  const ports = portsOf(node, graph, document);
  const inputs = ports.inputs.map((port) => ({ ...port, shape: sources.get(port.name), isWired: wires.has(port.name) }));
  const used = wiredOutputs(graph).get(node.id);
  const outputs = ports.outputs.map((port) => ({ ...port, shape: endpointShape(graph, place, { node: node.id, port: port.name }, index), isWired: used?.has(port.name) ?? false }));
  const totals = node.block ? index.blockTotals(place, node.id) : undefined;
  return {
    node,
    title: node.block ? (document.definitions.find(({ id }) => id === node.block!.definition)?.name ?? 'Block') : (findLayer(node.type)?.title ?? node.type),
    kind: kindOf(node.type),
    definition: findLayer(node.type),
    inputs,
    outputs,
    shape: outputs[0]?.shape ?? inferred?.sizes?.outputs[0],
    values: inferred?.parameters ?? {},
    sizes: inferred?.sizes,
    receptiveField: inferred?.receptiveField,
    parameters: totals?.parameters ?? inferred?.sizes?.parameters,
    macs: totals?.macs ?? inferred?.sizes?.macs,
    problems: index.problems(place, node.id),
  };
}

const wiredOutputsOf = new WeakMap<Graph, ReadonlyMap<string, ReadonlySet<string>>>();

function wiredOutputs(graph: Graph): ReadonlyMap<string, ReadonlySet<string>> {
  const known = wiredOutputsOf.get(graph);
  if (known) return known;
  const outputs = new Map<string, Set<string>>();
  for (const { from } of graph.wires) outputs.set(from.node, (outputs.get(from.node) ?? new Set()).add(from.port));
  wiredOutputsOf.set(graph, outputs);
  return outputs;
}

/** What a wire that starts here carries. */
export function endpointShape(graph: Graph, place: readonly string[], { node: id, port }: Endpoint, index: NetworkIndex, hops = 0): Shape | undefined {
  if (id === BLOCK_INPUT) return index.blockShapes(place.slice(0, -1), place.at(-1)!).inputs.get(port);
  const node = indexGraph(graph).nodes.get(id);
  if (!node) return undefined;
  if (node.muted) {
    // A muted box hands on what its first wire brings; a circle of muted boxes carries nothing.
    const [first] = wiresInto(graph, id).values();
    return first && hops < graph.nodes.length ? endpointShape(graph, place, first.from, index, hops + 1) : undefined;
  }
  if (node.block) return index.blockShapes(place, id).outputs.get(port);
  const inferred = index.inferred(place, id);
  return inferred && index.shapeAt(inferred.flat.path, port);
}

function sameFacts(a: NodeFacts, b: NodeFacts): boolean {
  return (
    a.node === b.node &&
    a.title === b.title &&
    a.sizes === b.sizes &&
    a.parameters === b.parameters &&
    a.macs === b.macs &&
    samePorts(a.inputs, b.inputs) &&
    samePorts(a.outputs, b.outputs) &&
    a.receptiveField?.size.join() === b.receptiveField?.size.join() &&
    a.problems.length === b.problems.length &&
    a.problems.every(({ message }, at) => message === b.problems[at]!.message)
  );
}

function samePorts(a: readonly PortFacts[], b: readonly PortFacts[]): boolean {
  return a.length === b.length && a.every((port, at) => port.name === b[at]!.name && port.isWired === b[at]!.isWired && sameOptional(port.shape, b[at]!.shape));
}

function sameOptional(a: Shape | undefined, b: Shape | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && sameShape(a, b));
}
