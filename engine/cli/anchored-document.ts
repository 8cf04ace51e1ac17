/** Anchors put into a document: into every head that has as many. */
import { fail } from '../core/diagnostic';
import type { Graph, GraphNode, LoomDocument } from '../document/model';
import { findLayer } from '../layers';

export interface AnchoredDocument {
  readonly document: LoomDocument;
  /** Names of the heads that have them now. */
  readonly heads: readonly string[];
}

/** `anchors` are width and height in turn. Throws LoomError where no head has as many. */
export function withAnchors(document: LoomDocument, anchors: readonly number[]): AnchoredDocument {
  const heads: string[] = [];
  const changed = (node: GraphNode): GraphNode => {
    if (anchorNumbers(node) !== anchors.length) return node;
    heads.push(node.name);
    return { ...node, params: { ...node.params, anchors: [...anchors] } };
  };
  const within = (graph: Graph): Graph => ({ ...graph, nodes: graph.nodes.map(changed) });
  const next = { ...document, graph: within(document.graph), definitions: document.definitions.map((definition) => ({ ...definition, graph: within(definition.graph) })) };
  if (heads.length > 0) return { document: next, heads };
  const known = [document.graph, ...document.definitions.map(({ graph }) => graph)].flatMap(({ nodes }) => nodes).flatMap((node) => anchorNumbers(node) ?? []);
  return fail('no-anchored-head', `No head of the network has ${anchors.length / 2} anchors.`, { expected: known.length > 0 ? `${known.map((numbers) => numbers / 2).join(' or ')} anchors` : 'a head with anchors, such as that of yolo-v5-small', found: `${anchors.length / 2}`, remedy: known.length > 0 ? `Ask for them with --count ${known[0]! / 2}.` : 'Choose a network whose head has anchors.' });
}

/** Numbers of the anchors of a head; undefined for other layers. */
function anchorNumbers({ type }: GraphNode): number | undefined {
  const spec = findLayer(type)?.parameters['anchors'];
  return Array.isArray(spec?.default) ? spec.default.length : undefined;
}
