/**
 * Classes of one's own, from a few pictures of each: the trunk of the bundled detector stays as it is, and what it makes of
 * the pictures is computed once, so that a new last layer is trained in seconds.
 */
import type { Tensor } from '../../engine/core/dtype';
import type { LoomDocument } from '../../engine/document/model';
import { tensorsOfBoxes } from '../../engine/infer/box-tensors';
import { giveWeights } from '../../engine/infer/given-weights';
import { inferNetwork } from '../../engine/infer/infer-network';
import { startNetwork, templateDocument } from '../commands/files';
import { startAnew } from '../data/capture-store';
import { showDataView } from '../data/data-session';
import { report } from '../shell/connection';
import { bundledNetwork, loadBundledModels, useBundled } from './bundled-models';

const TEMPLATE = 'camera-classes';
/** Whose trunk it takes. */
const TEACHING_BASE = 'scene-detector';

/** Opens the network and the camera's view of the data. Where no detector came along, all of the network learns. */
export async function teach(): Promise<void> {
  try {
    await loadBundledModels();
    const hasBase = useBundled.getState().models.some(({ name }) => name === TEACHING_BASE);
    startNetwork(hasBase ? teachable(await bundledNetwork(TEACHING_BASE)) : untaught());
    startAnew();
    showDataView('webcam');
  } catch (error) {
    report(error);
  }
}

/** The network without data, with the weights of `base` where names and shapes agree; boxes that got all of theirs are frozen. */
export function teachable(base: LoomDocument): LoomDocument {
  const document = untaught();
  const network = inferNetwork(document);
  const given = giveWeights(document, network, valuesOf(base));
  const fresh = new Set(given.left);
  const boxes = tensorsOfBoxes(network, document.graph.nodes);
  const nodes = given.document.graph.nodes.map((node) => {
    const tensors = boxes.get(node.id) ?? [];
    return tensors.length > 0 && tensors.every(({ info }) => !fresh.has(info.key)) ? { ...node, frozen: true } : node;
  });
  return { ...given.document, graph: { ...given.document.graph, nodes } };
}

function untaught(): LoomDocument {
  const { data: _, ...document } = templateDocument(TEMPLATE);
  return { ...document, name: 'My classes' };
}

function valuesOf(base: LoomDocument): ReadonlyMap<string, Tensor<'float32'>> {
  return new Map([...inferNetwork(base).tensors].flatMap(([key, { settings }]) => (settings.value ? [[key, settings.value]] : [])));
}
