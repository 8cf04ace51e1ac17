import { addNote as withNote } from '../../engine/document/edits';
import { placeForNew } from '../canvas/viewport';
import { snapToGrid } from '../network/geometry';
import { editOpenGraph, useOpenGraph } from '../store/open-graph-store';
import { select } from '../store/session-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

export const addNote: Command = {
  id: 'add-note',
  title: 'Add a note',
  group: 'Edit',
  keys: ['n'],
  words: 'comment text',
  unavailable: needsDocument,
  run: () => {
    const { x, y } = placeForNew();
    editOpenGraph('Add a note', (graph) => withNote(graph, { text: '', position: { x: snapToGrid(x), y: snapToGrid(y) }, size: { width: 200, height: 100 } }));
    select(useOpenGraph.getState().graph.notes.slice(-1).map(({ id }) => id));
  },
};
