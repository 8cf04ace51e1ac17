/** A convolution in the place of another that does the same work at another price. */
import { updateNode } from '../../engine/document/edits';
import type { Graph, GraphNode, JsonObject } from '../../engine/document/model';
import { findLayer } from '../../engine/layers/index';

/** What a normal and a separable convolution can stand in for each other with. */
const OTHER: Readonly<Record<string, string>> = { conv2d: 'separable-conv2d', 'separable-conv2d': 'conv2d' };

/** Title of the layer that could take the place of this one; undefined where none can. */
export function exchangeTitle({ type }: GraphNode): string | undefined {
  const other = OTHER[type];
  return other === undefined ? undefined : findLayer(other)!.title;
}

/** How many tensors have settings of their own, which the other layer has no place for. */
export function settingsLost({ tensors }: GraphNode): number {
  return Object.keys(tensors ?? {}).length;
}

/**
 * The box keeps its name, wires, window, filters and what the two layers share, so every size stays as it is. Its tensors are
 * others, so their settings go and training starts them anew.
 */
export function exchangeConvolution(graph: Graph, id: string): Graph {
  const node = graph.nodes.find((one) => one.id === id);
  const layer = node && findLayer(OTHER[node.type] ?? '');
  if (!node || !layer) return graph;
  const params: JsonObject = Object.fromEntries(Object.entries(node.params).filter(([name]) => name in layer.parameters));
  const { tensors: _, ...others } = updateNode(graph, id, { type: layer.type, typeVersion: layer.version, params }).nodes.find((one) => one.id === id)!;
  return { ...graph, nodes: graph.nodes.map((one) => (one.id === id ? others : one)) };
}
