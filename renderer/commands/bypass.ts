import { updateNode } from '../../engine/document/edits';
import { editOpenGraph, selectedNodes } from '../store/open-graph-store';
import type { Command } from './command';
import { needsNodes } from './conditions';

/** All of them become as the first one is not. */
export const bypass: Command = {
  id: 'bypass',
  title: 'Bypass or use again',
  group: 'Edit',
  keys: ['m'],
  words: 'mute disable skip',
  unavailable: () => needsNodes(1),
  run: () => {
    const nodes = selectedNodes();
    const muted = !nodes[0]!.muted;
    const what = nodes.length === 1 ? nodes[0]!.name : 'boxes';
    editOpenGraph(muted ? `Bypass ${what}` : `Use ${what} again`, (graph) => nodes.reduce((changed, { id }) => updateNode(changed, id, { muted }), graph));
  },
};
