/** `--freeze` and `--l2` in the document: settings of the tensors that a name or glob picks, also inside blocks. */
import { fail } from '../core/diagnostic';
import { matchesGlob } from '../core/glob';
import type { GraphNode, LoomDocument, TensorSettings } from '../document/model';
import { inferNetwork } from '../infer/infer-network';
import type { TensorInfo } from '../infer/infer-node';

/**
 * Freezes every tensor whose key matches. A box whose tensors all match is frozen as a whole, so that its BatchNorms keep
 * their statistics too. Throws LoomError listing the keys where nothing matches.
 */
export function freeze(document: LoomDocument, glob: string): LoomDocument {
  const tensors = tensorsByBox(document);
  const matches = (key: string) => matchesGlob(glob, key) || matchesGlob(glob, key.slice(0, key.lastIndexOf('.')));
  const keys = [...tensors.values()].flatMap((own) => own.map(({ key }) => key));
  if (!keys.some(matches)) {
    const known = keys.slice(0, 12).join(', ') + (keys.length > 12 ? ' …' : '');
    fail('freeze-nothing', `No tensor is called “${glob}”, so there is nothing to freeze.`, { found: glob, expected: known, remedy: `The tensors are ${known}; * stands for a part of a name and ** for anything.` });
  }
  return mapBoxes(document, (node) => {
    const own = tensors.get(node.id) ?? [];
    const chosen = own.filter(({ key }) => matches(key));
    if (chosen.length === 0) return node;
    return chosen.length === own.length ? { ...node, frozen: true } : withSettings(node, chosen, { frozen: true });
  });
}

/** Weight decay for the weights of layers; biases and the scales of normalizations are left free, as usual. */
export function decayWeights(document: LoomDocument, l2: number): LoomDocument {
  const tensors = tensorsByBox(document);
  return mapBoxes(document, (node) => {
    const weights = (tensors.get(node.id) ?? []).filter(({ shape, trainable }) => trainable && shape.length > 1);
    return weights.length === 0 ? node : withSettings(node, weights, { regularizer: { l2 } });
  });
}

function mapBoxes(document: LoomDocument, change: (node: GraphNode) => GraphNode): LoomDocument {
  return { ...document, graph: { ...document.graph, nodes: document.graph.nodes.map(change) } };
}

/** The tensors of each box of the top graph, by its id. */
function tensorsByBox(document: LoomDocument): ReadonlyMap<string, TensorInfo[]> {
  const network = inferNetwork(document);
  const boxes = new Map<string, TensorInfo[]>();
  for (const { flat, sizes } of network.nodes) {
    const id = flat.instancePath[0] ?? flat.node.id;
    boxes.set(id, [...(boxes.get(id) ?? []), ...(sizes?.tensors ?? [])]);
  }
  return boxes;
}

function withSettings(node: GraphNode, chosen: readonly TensorInfo[], settings: TensorSettings): GraphNode {
  const changed = chosen.map(({ key }): [string, TensorSettings] => {
    const name = keyWithin(node, key);
    return [name, { ...node.tensors?.[name], ...settings }];
  });
  return { ...node, tensors: { ...node.tensors, ...Object.fromEntries(changed) } };
}

/** How a box names one of its tensors: `weight`, in a block `conv.weight`, in the second copy `2/conv.weight`. */
function keyWithin(node: GraphNode, key: string): string {
  const rest = key.slice(node.name.length);
  return rest.startsWith('.') || rest.startsWith('/') ? rest.slice(1) : rest;
}
