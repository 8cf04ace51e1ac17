/** Anchors of heads: how many a layer has, and a document whose heads have others. */
import { fail } from '../core/diagnostic';
import type { Graph, GraphNode, LoomDocument } from '../document/model';
import { findLayer } from '../layers';

/** The parameter that holds them: width and height in turn. */
export const ANCHORS = 'anchors';

export interface AnchoredDocument {
  readonly document: LoomDocument;
  /** Names of the heads that have them now. */
  readonly heads: readonly string[];
}

/** How many anchors a head has; undefined for layers without. */
export function anchorCount({ type }: Pick<GraphNode, 'type'>): number | undefined {
  const sides = findLayer(type)?.parameters[ANCHORS]?.default;
  return Array.isArray(sides) ? sides.length / 2 : undefined;
}

/** The head with these anchors, width and height in turn. */
export function withAnchors(node: GraphNode, anchors: readonly number[]): GraphNode {
  return { ...node, params: { ...node.params, [ANCHORS]: [...anchors] } };
}

/** Puts anchors into every head that has as many. Throws LoomError where none has. */
export function anchorHeads(document: LoomDocument, anchors: readonly number[]): AnchoredDocument {
  const heads: string[] = [];
  const changed = (node: GraphNode): GraphNode => {
    if (anchorCount(node) !== anchors.length / 2) return node;
    heads.push(node.name);
    return withAnchors(node, anchors);
  };
  const within = (graph: Graph): Graph => ({ ...graph, nodes: graph.nodes.map(changed) });
  const next = { ...document, graph: within(document.graph), definitions: document.definitions.map((definition) => ({ ...definition, graph: within(definition.graph) })) };
  if (heads.length > 0) return { document: next, heads };
  const known = [document.graph, ...document.definitions.map(({ graph }) => graph)].flatMap(({ nodes }) => nodes).flatMap((node) => anchorCount(node) ?? []);
  return fail('no-anchored-head', `No head of the network has ${anchors.length / 2} anchors.`, { expected: known.length > 0 ? `${known.join(' or ')} anchors` : 'a head with anchors, such as that of yolo-v5-small', found: `${anchors.length / 2}`, remedy: known.length > 0 ? `Ask for them with --count ${known[0]!}.` : 'Choose a network whose head has anchors.' });
}
