import { removeNodes, removeWires } from '../../engine/document/edits';
import { OVERLAY_ID, removeLive, SOURCE_ID } from '../live/live-setup';
import { plural } from '../network/text';
import { editOpenGraph, selectedNodes, selectedWires } from '../store/open-graph-store';
import { select, useSession } from '../store/session-store';
import type { Command } from './command';
import { needsSelection } from './conditions';

/** Removes what is selected: boxes with their wires, wires, notes. */
export function deleteSelection(verb: string): void {
  const { selection } = useSession.getState();
  const live = [SOURCE_ID, OVERLAY_ID].filter((id) => selection.has(id));
  if (live.length > 0) removeLive();
  if (live.length === selection.size) return select([]);
  const nodes = selectedNodes();
  const wires = selectedWires();
  const what = nodes.length === 1 ? nodes[0]!.name : nodes.length > 1 ? plural(nodes.length, 'box', 'boxes') : wires.length > 0 ? plural(wires.length, 'wire') : 'note';
  editOpenGraph(`${verb} ${what}`, (graph) => {
    const remaining = removeNodes(removeWires(graph, wires.map(({ id }) => id)), nodes.map(({ id }) => id));
    return { ...remaining, notes: remaining.notes.filter(({ id }) => !selection.has(id)) };
  });
  select([]);
}

export const deleteCommand: Command = {
  id: 'delete',
  title: 'Delete',
  group: 'Edit',
  keys: ['Delete', 'Backspace'],
  words: 'remove erase',
  unavailable: needsSelection,
  run: () => deleteSelection('Delete'),
};
