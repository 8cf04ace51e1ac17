/** `--freeze`, `--unfreeze`, `--lr-scale` and `--l2` in the document: settings of the tensors that a name or glob picks, also inside blocks. */
import { fail } from '../core/diagnostic';
import { matchesGlob } from '../core/glob';
import type { GraphNode, LoomDocument, TensorSettings } from '../document/model';
import { tensorsOfBoxes, withTensorSettings, type BoxTensor } from '../infer/box-tensors';
import { inferNetwork } from '../infer/infer-network';

/**
 * Freezes every tensor whose key matches. A box whose tensors all match is frozen as a whole, so that its BatchNorms keep
 * their statistics too. Throws LoomError listing the keys where nothing matches.
 */
export function freeze(document: LoomDocument, glob: string): LoomDocument {
  return mapChosen(document, glob, 'freeze', (node, chosen, own) => (chosen.length === own.length ? { ...node, frozen: true } : withSettings(node, chosen, { frozen: true })));
}

/** Training may change every tensor whose key matches. Throws LoomError where nothing matches, or a block's own drawing keeps one. */
export function unfreeze(document: LoomDocument, glob: string): LoomDocument {
  const thawed = mapChosen(document, glob, 'unfreeze', (node, chosen, own) => {
    const { frozen, ...rest } = node;
    // What else a frozen box holds stays frozen, tensor by tensor.
    const kept = frozen ? withSettings(rest, own.filter((tensor) => !chosen.includes(tensor)), { frozen: true }) : rest;
    return withSettings(kept, chosen.filter(({ info }) => info.settings.frozen), { frozen: false });
  });
  const stuck = [...tensorsByBox(thawed).values()].flat().find((tensor) => tensor.info.trainable && !tensor.info.trained && picks(glob, tensor));
  if (stuck) fail('frozen-within', `“${stuck.info.key}” is frozen in the drawing of its block, for all its uses.`, { node: stuck.info.node, remedy: 'Unfreeze it there, or name other tensors.' });
  return thawed;
}

/** Multiplies the learning rate of every tensor whose key matches; a later glob wins. Throws LoomError where nothing matches. */
export function scaleRates(document: LoomDocument, { glob, factor }: RateScale): LoomDocument {
  return mapChosen(document, glob, 'give another learning rate to', (node, chosen) => withSettings(node, chosen, { lrScale: factor }));
}

export interface RateScale {
  readonly glob: string;
  readonly factor: number;
}

/** Weight decay for the weights of layers; biases and the scales of normalizations are left free, as usual. */
export function decayWeights(document: LoomDocument, l2: number): LoomDocument {
  const tensors = tensorsByBox(document);
  return mapBoxes(document, (node) => {
    const weights = (tensors.get(node.id) ?? []).filter(({ info }) => info.trainable && info.shape.length > 1);
    return withSettings(node, weights, { regularizer: { l2 } });
  });
}

type Change = (node: GraphNode, chosen: readonly BoxTensor[], own: readonly BoxTensor[]) => GraphNode;

/** By its key, or by the name of its layer. */
function picks(glob: string, { info: { key } }: BoxTensor): boolean {
  return matchesGlob(glob, key) || matchesGlob(glob, key.slice(0, key.lastIndexOf('.')));
}

/** Changes every box of the top graph with a tensor that the glob picks. */
function mapChosen(document: LoomDocument, glob: string, purpose: string, change: Change): LoomDocument {
  const tensors = tensorsByBox(document);
  const all = [...tensors.values()].flat();
  if (!all.some((tensor) => picks(glob, tensor))) {
    const known = all.slice(0, 12).map(({ info }) => info.key).join(', ') + (all.length > 12 ? ' …' : '');
    fail(`${purpose.split(' ')[0]!}-nothing`, `No tensor is called “${glob}”, so there is nothing to ${purpose}.`, { found: glob, expected: known, remedy: `The tensors are ${known}; * stands for a part of a name and ** for anything.` });
  }
  return mapBoxes(document, (node) => {
    const own = tensors.get(node.id) ?? [];
    const chosen = own.filter((tensor) => picks(glob, tensor));
    return chosen.length === 0 ? node : change(node, chosen, own);
  });
}

function mapBoxes(document: LoomDocument, change: (node: GraphNode) => GraphNode): LoomDocument {
  return { ...document, graph: { ...document.graph, nodes: document.graph.nodes.map(change) } };
}

/** The tensors of each box of the top graph, by its id. */
function tensorsByBox(document: LoomDocument): ReadonlyMap<string, readonly BoxTensor[]> {
  return tensorsOfBoxes(inferNetwork(document), document.graph.nodes);
}

function withSettings(node: GraphNode, chosen: readonly BoxTensor[], settings: TensorSettings): GraphNode {
  return withTensorSettings(node, chosen.map(({ name }) => name), settings);
}
