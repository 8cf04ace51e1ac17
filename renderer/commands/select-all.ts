import { useOpenGraph } from '../store/open-graph-store';
import { select } from '../store/session-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

export const selectAll: Command = {
  id: 'select-all',
  title: 'Select all',
  group: 'Edit',
  keys: ['$mod+a'],
  unavailable: needsDocument,
  run: () => {
    const { nodes, notes } = useOpenGraph.getState().graph;
    select([...nodes, ...notes].map(({ id }) => id));
  },
};
