/**
 * Dense layers as convolutions with the same weights: the first one after a Flatten becomes a convolution as large as the
 * picture it sees, those that follow become 1×1 convolutions. On pictures of the old size the answers are the same; larger
 * pictures give a map of answers, one for each place the old network could have looked at (Long et al. 2015).
 */
import type { Tensor } from '../core/dtype';
import { fail } from '../core/diagnostic';
import { addNode, graphAt } from '../document/edits';
import type { Graph, GraphNode, LoomDocument, Wire } from '../document/model';
import { newId } from '../document/ids';
import { conv2d } from '../layers/conv2d';
import type { InferredNetwork, InferredNode } from './infer-network';
import { LAYER_CATALOG } from './layer-catalog';

export interface Converted {
  readonly document: LoomDocument;
  /** Names of the Dense layers that are convolutions now. */
  readonly names: readonly string[];
}

/** They look at every value by itself, so they do the same to a map as to a vector. */
const POINTWISE = new Set([
  'elu', 'gelu', 'hard-sigmoid', 'hard-swish', 'hard-tanh', 'leaky-relu', 'linear', 'log-sigmoid', 'mish', 'relu', 'relu6', 'selu', 'sigmoid', 'silu', 'softplus', 'softsign', 'step', 'tanh', 'dropout', 'gaussian-noise',
]);
/** They have numbers for every feature, which are the channels of the map; before the first Dense layer there are other features. */
const PER_FEATURE = new Set(['batch-norm', 'prelu']);

interface Chain {
  readonly flatten: GraphNode;
  /** By id: the Dense layers, with the size of their kernel. */
  readonly kernels: ReadonlyMap<string, readonly [number, number]>;
  /** In the order in which values pass, without the Flatten. */
  readonly order: readonly GraphNode[];
  /** Wires that leave it for something that wants a vector. */
  readonly leaving: readonly Wire[];
}

/** Why the box, a Flatten or a Dense layer of the top graph, cannot be turned, as a sentence; undefined where it can. */
export function whyNotConvolution(document: LoomDocument, network: InferredNetwork, id: string): string | undefined {
  try {
    findChain(document.graph, network, id);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The document's own weights go along; where it has none, the convolutions begin as the Dense layers would have. Throws LoomError. */
export function denseToConvolution(document: LoomDocument, network: InferredNetwork, id: string): Converted {
  const chain = findChain(graphAt(document, undefined), network, id);
  const { flatten, kernels, order } = chain;
  const turned = new Map(order.map((node) => [node.id, kernels.has(node.id) ? asConvolution(node, kernels.get(node.id)!) : node]));
  // Every layer moves one place forward into the room of the Flatten, and the last place is free for what makes a vector.
  const places = [flatten, ...order].map(({ position }) => position);
  const isLine = chain.leaving.length === 1 && order.every((node, index) => document.graph.wires.some(({ from, to }) => to.node === node.id && from.node === (order[index - 1] ?? flatten).id));
  const moved = isLine ? order.map((node, index) => ({ ...turned.get(node.id)!, position: places[index]! })) : [...turned.values()];
  const byId = new Map(moved.map((node) => [node.id, node]));
  const kept = document.graph.nodes.flatMap((node) => (node.id === flatten.id ? [] : [byId.get(node.id) ?? node]));
  const source = document.graph.wires.find(({ to }) => to.node === flatten.id)!.from;
  const wires = document.graph.wires.flatMap((wire): Wire[] => (wire.to.node === flatten.id ? [] : [wire.from.node === flatten.id ? { ...wire, from: source } : wire]));
  const graph = throughPooling({ ...document.graph, nodes: kept, wires }, chain, isLine ? places.at(-1)! : undefined);
  return { document: { ...document, graph }, names: order.flatMap((node) => (kernels.has(node.id) ? [node.name] : [])) };
}

/** What wants a vector gets the mean over the map, which for one place is the place itself. */
function throughPooling(graph: Graph, { leaving }: Chain, place: GraphNode['position'] | undefined): Graph {
  let changed = graph;
  for (const from of new Set(leaving.map((wire) => wire.from.node))) {
    const after = graph.nodes.find(({ id }) => id === from)!;
    const position = place ?? { x: after.position.x + 90, y: after.position.y + 90 };
    const added = addNode(changed, { type: 'global-avg-pool', position }, LAYER_CATALOG);
    const ids = new Set(leaving.filter((wire) => wire.from.node === from).map(({ id }) => id));
    const wires = added.graph.wires.map((wire) => (ids.has(wire.id) ? { ...wire, from: { node: added.node.id, port: 'out' } } : wire));
    changed = { ...added.graph, wires: [...wires, { id: newId(), from: { node: from, port: 'out' }, to: { node: added.node.id, port: 'in' } }] };
  }
  return changed;
}

function asConvolution(node: GraphNode, kernel: readonly [number, number]): GraphNode {
  const { units, ...params } = node.params;
  const weight = node.tensors?.['weight'];
  return {
    ...node,
    type: conv2d.type,
    typeVersion: conv2d.version,
    params: { ...params, ...(units !== undefined && { filters: units }), kernel },
    ...(weight?.value && { tensors: { ...node.tensors, weight: { ...weight, value: asFilters(weight.value, kernel) } } }),
  };
}

/** A row of weights runs over channels, rows and columns as the Flatten laid them out, so the numbers stay where they are. */
function asFilters(value: Tensor<'float32'>, kernel: readonly [number, number]): Tensor<'float32'> {
  const [units, inputs] = value.shape as [number, number];
  return { ...value, shape: [units, inputs / (kernel[0] * kernel[1]), ...kernel] };
}

function findChain(graph: Graph, network: InferredNetwork, id: string): Chain {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const sizes = new Map(network.nodes.flatMap((inferred): [string, InferredNode][] => (inferred.flat.instancePath.length === 0 ? [[inferred.flat.node.id, inferred]] : [])));
  const flatten = flattenBefore(graph, nodes, id);
  const shape = sizes.get(flatten.id)?.sizes?.inputs[0];
  if (!shape || shape.length !== 3 || shape.some((size) => typeof size !== 'number')) fail('not-a-picture', `“${flatten.name}” flattens no picture, so there is nothing that a convolution could slide over.`, { node: flatten.name, expected: 'channels × height × width', found: shape?.join('×') ?? 'nothing' });
  const whole: readonly [number, number] = [shape[1] as number, shape[2] as number];
  const kernels = new Map<string, readonly [number, number]>();
  const order: GraphNode[] = [];
  const leaving: Wire[] = [];
  /** `kernel` is what a Dense layer after `from` needs. */
  const visit = (from: GraphNode, kernel: readonly [number, number]): void => {
    for (const wire of graph.wires.filter((one) => one.from.node === from.id)) {
      const node = nodes.get(wire.to.node);
      const isDense = node?.type === 'dense';
      const passes = node !== undefined && !node.muted && (isDense || POINTWISE.has(node.type) || (PER_FEATURE.has(node.type) && kernel !== whole));
      if (!passes) {
        if (kernel === whole) fail('flattened-elsewhere', `“${node?.name ?? 'the block'}” also reads what “${flatten.name}” lays out, and it would get a picture.`, { node: flatten.name, remedy: 'Give it a Flatten of its own.' });
        leaving.push(wire);
        continue;
      }
      order.push(node);
      if (isDense) kernels.set(node.id, kernel);
      visit(node, isDense ? [1, 1] : kernel);
    }
  };
  visit(flatten, whole);
  if (kernels.size === 0) fail('no-dense', `No Dense layer follows “${flatten.name}”.`, { node: flatten.name, remedy: 'Choose a Flatten before Dense layers.' });
  return { flatten, kernels, order, leaving };
}

/** The Flatten itself, or the one before a Dense layer, past layers that leave the size alone. */
function flattenBefore(graph: Graph, nodes: ReadonlyMap<string, GraphNode>, id: string): GraphNode {
  const start = nodes.get(id);
  for (let node = start; node && !node.muted; ) {
    if (node.type === 'flatten') return node;
    const here: GraphNode = node;
    if (here.type !== 'dense' && !POINTWISE.has(here.type) && !PER_FEATURE.has(here.type)) break;
    const wire = graph.wires.find(({ to }) => to.node === here.id);
    node = wire && nodes.get(wire.from.node);
  }
  return fail('no-flatten', `“${start?.name ?? id}” stands behind no Flatten, so it sees no picture that a convolution could slide over.`, { node: start?.name ?? id, remedy: 'Choose the Flatten or a Dense layer after it.' });
}
