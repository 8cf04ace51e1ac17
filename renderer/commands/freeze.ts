import { updateNode } from '../../engine/document/edits';
import { editOpenGraph, selectedNodes } from '../store/open-graph-store';
import type { Command } from './command';
import { needsNodes } from './conditions';

export const freeze: Command = {
  id: 'freeze',
  title: 'Freeze or train again',
  group: 'Edit',
  words: 'lock weights trainable',
  unavailable: () => needsNodes(1),
  run: () => {
    const nodes = selectedNodes();
    const frozen = !nodes[0]!.frozen;
    const what = nodes.length === 1 ? nodes[0]!.name : 'boxes';
    editOpenGraph(frozen ? `Freeze ${what}` : `Train ${what} again`, (graph) => nodes.reduce((changed, { id }) => updateNode(changed, id, { frozen }), graph));
  },
};
