/** The weights of a network: looked at, and carried from dense layers into convolutions. */
import { denseToConvolution, whyNotConvolution } from '../../engine/infer/dense-to-convolution';
import { setTensorValues } from '../../engine/infer/change-tensors';
import { updateNode } from '../../engine/document/edits';
import type { GraphNode } from '../../engine/document/model';
import { runFitsCanvas } from '../maps/model-choice';
import { report } from '../shell/connection';
import { editDocument, useDocument } from '../store/document-store';
import { onlySelected, selectedNodes, useOpenGraph } from '../store/open-graph-store';
import { useRun } from '../store/run-store';
import { notify, useSession } from '../store/session-store';
import { fetchAll } from '../weights/change-weights';
import { openWeights } from '../weights/weights-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

export const inspectWeights: Command = {
  id: 'inspect-weights',
  title: 'Look at weights: spread, zeros, pictures, files',
  group: 'View',
  keys: ['Shift+W'],
  words: 'tensor parameters filters kernels histogram sparsity npy safetensors statistics',
  unavailable: () => needsDocument() ?? (useDocument.getState().network.tensors.size > 0 ? undefined : 'This network has no weights.'),
  run: () => {
    const box = onlySelected(useSession.getState().selection, useOpenGraph.getState().facts);
    openWeights(box?.sizes?.tensors[0]?.key);
  },
};

export const denseIntoConvolution: Command = {
  id: 'dense-to-convolution',
  title: 'Turn dense layers into convolutions',
  group: 'Layers',
  words: 'fully convolutional flatten same weights larger pictures map sliding',
  unavailable: () => {
    const closed = needsDocument();
    if (closed !== undefined) return closed;
    if (useSession.getState().place.length > 0) return 'Leave the block first.';
    const box = turnable();
    if (!box) return 'Add a Flatten with Dense layers after it first.';
    return whyNotConvolution(useDocument.getState().document, useDocument.getState().network, box.id);
  },
  run: () => void turn(turnable()!).catch(report),
};

/** The selected Flatten or Dense layer, else the first Flatten there is. */
function turnable(): GraphNode | undefined {
  const selected = selectedNodes().find(({ type }) => type === 'flatten' || type === 'dense');
  return selected ?? useDocument.getState().document.graph.nodes.find(({ type }) => type === 'flatten');
}

/** With the weights of the shown run where it trains this network, else with the network's own. */
async function turn(box: GraphNode): Promise<void> {
  const { run } = useRun.getState();
  const trained = run && run.epoch > 0 && runFitsCanvas() ? await fetchAll({ run: run.run }) : undefined;
  let names: readonly string[] = [];
  editDocument('Turn dense layers into convolutions', (document) => {
    const { network } = useDocument.getState();
    const converted = denseToConvolution(trained ? setTensorValues(document, network, trained) : document, network, box.id);
    names = converted.names;
    return converted.document;
  });
  const input = pictureInput();
  const whose = trained ? `, with the weights of “${run!.title}”` : '';
  notify(`${names.join(', ')} ${names.length === 1 ? 'is a convolution' : 'are convolutions'} now${whose}. A larger picture gives a map of answers.`, 'info', input && { title: `Set ${input.node.name} to ${input.larger.slice(1).join('×')}`, run: () => enlarge(input.node, input.larger) });
}

/** The only Input that takes pictures, and twice its size. */
function pictureInput(): { readonly node: GraphNode; readonly larger: readonly number[] } | undefined {
  const inputs = useDocument.getState().document.graph.nodes.filter(({ type }) => type === 'input');
  const shape = inputs[0]?.params['shape'];
  if (inputs.length !== 1 || !Array.isArray(shape) || shape.length !== 3) return undefined;
  const [channels, height, width] = shape as [number, number, number];
  return { node: inputs[0]!, larger: [channels, 2 * height, 2 * width] };
}

function enlarge({ id, name, params }: GraphNode, shape: readonly number[]): void {
  editDocument(`Set ${name} to ${shape.slice(1).join('×')}`, (document) => ({ ...document, graph: updateNode(document.graph, id, { params: { ...params, shape } }) }));
}

export const weightCommands: readonly Command[] = [inspectWeights, denseIntoConvolution];
