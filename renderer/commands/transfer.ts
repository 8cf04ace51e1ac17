/** Learning from what was learned before: freezing, other heads, weights of others, retraining. */
import type { Graph, GraphNode } from '../../engine/document/model';
import { withUpstream } from '../network/upstream';
import { shell } from '../shell/connection';
import { useShell } from '../shell/shell-store';
import { editOpenGraph, selectedNodes, selectedWires, useOpenGraph } from '../store/open-graph-store';
import { notify } from '../store/session-store';
import { useTransfer, type TransferDialog } from '../transfer/transfer-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

function needsHost(): string | undefined {
  return shell() && useShell.getState().connection === 'open' ? undefined : 'LayerLoom cannot be reached, so nothing can be read now.';
}

/** Boxes that the selected boxes and wires end with. */
function lastSelected(): readonly string[] {
  return [...selectedNodes().map(({ id }) => id), ...selectedWires().map(({ from }) => from.node)];
}

function hasWeights({ id }: GraphNode): boolean {
  return (useOpenGraph.getState().facts.get(id)?.parameters ?? 0) > 0;
}

function setFrozen(label: string, chosen: readonly GraphNode[], frozen: boolean): void {
  const ids = new Set(chosen.map(({ id }) => id));
  editOpenGraph(label, (graph: Graph) => ({ ...graph, nodes: graph.nodes.map((node) => (ids.has(node.id) ? { ...node, frozen } : node)) }));
}

export const freezeUpToHere: Command = {
  id: 'freeze-up-to-here',
  title: 'Freeze everything up to here',
  group: 'Edit',
  words: 'transfer learning feature extraction lock weights before upstream base',
  unavailable: () => needsDocument() ?? (lastSelected().length > 0 ? undefined : 'Select the box or wire up to which the network should stay as it is.'),
  run: () => {
    const { graph } = useOpenGraph.getState();
    const before = withUpstream(graph, lastSelected());
    const chosen = graph.nodes.filter((node) => before.has(node.id) && hasWeights(node) && !node.frozen);
    if (chosen.length === 0) return notify('Everything with weights up to here is frozen already.');
    setFrozen('Freeze everything up to here', chosen, true);
    notify(chosen.length === 1 ? `${chosen[0]!.name} is frozen.` : `${chosen.length} boxes are frozen, from ${chosen[0]!.name} on.`);
  },
};

export const trainEverything: Command = {
  id: 'train-everything',
  title: 'Train all frozen boxes again',
  group: 'Edit',
  words: 'unfreeze thaw fine tuning',
  unavailable: () => needsDocument() ?? (useOpenGraph.getState().graph.nodes.some(({ frozen }) => frozen) ? undefined : 'No box of this graph is frozen.'),
  run: () => setFrozen('Train all boxes again', useOpenGraph.getState().graph.nodes.filter(({ frozen }) => frozen), false),
};

function asking(dialog: TransferDialog, command: Omit<Command, 'run'>): Command {
  return { ...command, run: () => useTransfer.setState({ dialog }) };
}

export const replaceTheHead = asking('head', {
  id: 'replace-head',
  title: 'Replace the head…',
  group: 'Edit',
  words: 'transfer learning classes last dense classifier',
  unavailable: needsDocument,
});

export const loadWeights = asking('weights', {
  id: 'load-weights',
  title: 'Load weights into the network…',
  group: 'Run',
  words: 'transfer learning import checkpoint safetensors onnx pretrained',
  unavailable: () => needsDocument() ?? needsHost(),
});

export const retrain = asking('retrain', {
  id: 'retrain',
  title: 'Retrain on my folder…',
  group: 'Run',
  words: 'transfer learning fine tuning pretrained new data classes',
  unavailable: needsHost,
});

export const transferCommands: readonly Command[] = [freezeUpToHere, trainEverything, replaceTheHead, loadWeights, retrain];
