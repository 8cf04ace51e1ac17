import { travelHistory, useDocument } from '../store/document-store';
import { redoLabel, undoLabel } from '../store/history';
import type { Command } from './command';
import { needsDocument } from './conditions';

export const undo: Command = {
  id: 'undo',
  title: 'Undo',
  group: 'Edit',
  keys: ['$mod+z'],
  unavailable: () => needsDocument() ?? (undoLabel(useDocument.getState().history) === undefined ? 'There is nothing to undo.' : undefined),
  run: () => travelHistory(-1),
};

export const redo: Command = {
  id: 'redo',
  title: 'Redo',
  group: 'Edit',
  keys: ['$mod+Shift+z', '$mod+y'],
  unavailable: () => needsDocument() ?? (redoLabel(useDocument.getState().history) === undefined ? 'There is nothing to redo.' : undefined),
  run: () => travelHistory(1),
};
