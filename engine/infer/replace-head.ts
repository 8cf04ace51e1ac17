/** The end of a network that says which class it is: where it is, and another one in its place. */
import { fail } from '../core/diagnostic';
import { uniqueName, updateNode } from '../document/edits';
import { wiresInto } from '../document/graph-index';
import { newId } from '../document/ids';
import type { Graph, GraphNode, LoomDocument } from '../document/model';
import { tensorsOfBoxes } from './box-tensors';
import { withClassLoss } from './class-loss';
import type { InferredNetwork } from './infer-network';

/** The layers that end in one answer per class, and the parameter that says how many. */
const WIDTHS: Readonly<Record<string, string>> = { dense: 'units', conv2d: 'filters' };

export interface Head {
  readonly output: GraphNode;
  /** From the one that gives one value per class backwards: more than one where several Dense stand at the end. */
  readonly layers: readonly GraphNode[];
}

/** `last` replaces the layer that answers; `dense` all Dense layers at the end, with nothing but layers without weights between them. */
export type HeadScope = 'last' | 'dense';

export interface HeadChoice {
  readonly classes: number;
  readonly scope: HeadScope;
}

/** One per Output that chooses among classes. Throws LoomError where there is none, or no layer to replace before one. */
export function findHeads(document: LoomDocument, network: InferredNetwork): readonly Head[] {
  const { graph } = document;
  const weighted = new Set([...tensorsOfBoxes(network, graph.nodes)].flatMap(([id, tensors]) => (tensors.length > 0 ? [id] : [])));
  const outputs = network.nodes.flatMap(({ flat, definition, parameters }) => (flat.instancePath.length === 0 && definition?.target?.accepts(parameters).includes('category') ? [flat.node] : []));
  if (outputs.length === 0) fail('no-classes', 'No Output of the network chooses among classes, so there is no head to replace.', { remedy: 'Add an Output with cross-entropy as its loss.' });
  return outputs.map((output) => ({ output, layers: layersBefore(graph, output, weighted) }));
}

function layersBefore(graph: Graph, output: GraphNode, weighted: ReadonlySet<string>): readonly GraphNode[] {
  const layers: GraphNode[] = [];
  for (let at = before(graph, output); at; at = before(graph, at)) {
    if (!weighted.has(at.id)) continue;
    const fits = layers.length === 0 ? at.type in WIDTHS : at.type === 'dense' && layers[0]!.type === 'dense';
    if (!fits) {
      if (layers.length === 0) fail('no-head', `“${output.name}” is answered by “${at.name}”, which is neither Dense nor a convolution.`, { node: at.name, expected: 'Dense or Conv2D', found: at.type, remedy: at.block ? 'Ungroup the block, so that its last layer stands before the Output.' : 'Put a Dense layer before the Output.' });
      break;
    }
    layers.push(at);
  }
  return layers.length > 0 ? layers : fail('no-head', `Nothing with weights stands before “${output.name}”.`, { node: output.name, remedy: 'Put a Dense layer before it.' });
}

/** Where exactly one wire leads in. */
function before(graph: Graph, node: GraphNode): GraphNode | undefined {
  const [wire, ...others] = wiresInto(graph, node.id).values();
  return others.length === 0 ? graph.nodes.find(({ id }) => id === wire?.from.node) : undefined;
}

export interface ReplacedHead {
  readonly document: LoomDocument;
  /** Names of the layers that are gone, and of those in their place. */
  readonly replaced: readonly string[];
  readonly added: readonly string[];
  /** Names of the Outputs that have the loss for classes now. */
  readonly judgedAnew: readonly string[];
}

/**
 * New layers in place of the head, with first values of their own and names that no layer has had, so that weights of the
 * old one are never taken for theirs. An Output that compared raw scores as numbers gets the loss for classes. Throws LoomError as `findHeads` does.
 */
export function replaceHead(document: LoomDocument, network: InferredNetwork, { classes, scope }: HeadChoice): ReplacedHead {
  const heads = findHeads(document, network);
  const taken = new Set(document.graph.nodes.map(({ name }) => name));
  let { graph } = document;
  const [replaced, added, judgedAnew]: [string[], string[], string[]] = [[], [], []];
  for (const { output, layers } of heads) {
    for (const old of scope === 'last' ? layers.slice(0, 1) : [...layers].reverse()) {
      const name = uniqueName(taken, 'head');
      taken.add(name);
      graph = exchange(graph, old, name, old === layers[0] ? { [WIDTHS[old.type]!]: classes } : {});
      replaced.push(old.name);
      added.push(name);
    }
    const { classWeights: _, ...params } = output.params;
    graph = updateNode(graph, output.id, { params });
    const judged = withClassLoss(graph, graph.nodes.find(({ id }) => id === output.id)!);
    if (judged !== graph) judgedAnew.push(output.name);
    graph = judged;
  }
  return { document: { ...document, graph }, replaced, added, judgedAnew };
}

function exchange(graph: Graph, node: GraphNode, name: string, params: GraphNode['params']): Graph {
  const { tensors: _, frozen: __, ...old } = node;
  const fresh: GraphNode = { ...old, id: newId(), name, params: { ...old.params, ...params } };
  const moved = <End extends { readonly node: string }>(end: End): End => (end.node === old.id ? { ...end, node: fresh.id } : end);
  return {
    ...graph,
    nodes: graph.nodes.map((one) => (one.id === old.id ? fresh : one)),
    wires: graph.wires.map((wire) => ({ ...wire, from: moved(wire.from), to: moved(wire.to) })),
  };
}
