/** A document whose pruned weights stay zero while it is trained on. */
import type { GraphNode, LoomDocument, NamedConstraint } from '../document/model';
import { inferNetwork } from '../infer/infer-network';

export interface KeptZeros {
  readonly document: LoomDocument;
  /** Tensors that have another constraint already, which is kept; their zeros may grow again. */
  readonly occupied: readonly string[];
}

const KEEP: NamedConstraint = { kind: 'keep-zeros' };

/** Tensors are named by key, in blocks too. */
export function keepZeros(document: LoomDocument, keys: ReadonlySet<string>): KeptZeros {
  const boxes = new Map<string, string[]>();
  const occupied: string[] = [];
  for (const { flat, sizes } of inferNetwork(document).nodes) {
    const box = flat.instancePath[0] ?? flat.node.id;
    for (const { key, settings } of sizes?.tensors ?? []) {
      if (!keys.has(key)) continue;
      if (settings.constraint && settings.constraint.kind !== 'keep-zeros') occupied.push(key);
      else boxes.set(box, [...(boxes.get(box) ?? []), key]);
    }
  }
  const nodes = document.graph.nodes.map((node) => constrained(node, boxes.get(node.id) ?? []));
  return { document: { ...document, graph: { ...document.graph, nodes } }, occupied };
}

function constrained(node: GraphNode, keys: readonly string[]): GraphNode {
  if (keys.length === 0) return node;
  const settings = keys.map((key) => {
    // `conv.weight` of the box conv is its `weight`; `stage/conv.weight` of the block stage its `conv.weight`.
    const name = key.slice(node.name.length).replace(/^[./]/, '');
    return [name, { ...node.tensors?.[name], constraint: KEEP }] as const;
  });
  return { ...node, tensors: { ...node.tensors, ...Object.fromEntries(settings) } };
}
