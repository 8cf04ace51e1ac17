import { viewport } from '../canvas/viewport';
import { useDocument } from '../store/document-store';
import { useOpenGraph } from '../store/open-graph-store';
import { openPlace, select, showDock, useSession, type DockTab } from '../store/session-store';
import type { Command } from './command';
import { needsDocument } from './conditions';
import { enterPlace } from './go-place';

/** Opens the blocks around a box, selects it and brings it into view. */
export function goToBox(place: readonly string[], node: string): void {
  if (place.join('/') !== useOpenGraph.getState().place.join('/')) {
    openPlace(place);
    viewport()?.fit();
  }
  select([node]);
  viewport()?.reveal(node);
}

/** Shows a panel below, whose tab gets the keyboard. */
function goToPanel(tab: DockTab): void {
  showDock(tab);
  enterPlace('dock');
}

export const search: Command = { id: 'search', title: 'Search layers, commands and boxes', group: 'Go', keys: ['$mod+k', '$mod+Shift+p'], run: () => useSession.setState({ dialog: 'search' }) };
export const find: Command = { id: 'find', title: 'Find a box', group: 'Go', keys: ['$mod+f', '/'], unavailable: needsDocument, run: () => useSession.setState({ dialog: 'find' }) };
export const showShortcuts: Command = { id: 'shortcuts', title: 'Keyboard shortcuts', group: 'Go', keys: ['?'], words: 'keys help cheat sheet', run: () => useSession.setState({ dialog: 'shortcuts' }) };
export const showSizeTable: Command = { id: 'size-table', title: 'Size table', group: 'Go', keys: ['t', 'Alt+3'], unavailable: needsDocument, run: () => goToPanel('size-table') };
export const showData: Command = { id: 'data', title: 'Data', group: 'Go', keys: ['Alt+1'], words: 'images folder table csv classes webcam', unavailable: needsDocument, run: () => goToPanel('data') };
export const showTraining: Command = { id: 'training', title: 'Training', group: 'Go', keys: ['Alt+2'], words: 'train run loss curves optimizer epochs', unavailable: needsDocument, run: () => goToPanel('training') };
export const showCode: Command = { id: 'code', title: 'Code', group: 'Go', keys: ['Alt+4'], words: 'text typescript pytorch python', unavailable: needsDocument, run: () => goToPanel('code') };
export const showPredict: Command = { id: 'predict', title: 'Predict', group: 'Go', keys: ['Alt+5'], words: 'try draw webcam answer', unavailable: needsDocument, run: () => goToPanel('predict') };
export const showProblems: Command = { id: 'problems', title: 'Problems', group: 'Go', keys: ['$mod+Shift+m', 'Alt+6'], unavailable: needsDocument, run: () => goToPanel('problems') };

/** The problem that F8 showed last; the next press goes on from there. */
let lastProblem = -1;

export const nextProblem: Command = {
  id: 'next-problem',
  title: 'Go to the next problem',
  group: 'Go',
  keys: ['F8'],
  unavailable: () => needsDocument() ?? (useDocument.getState().network.problems.length > 0 ? undefined : 'There are no problems.'),
  run: () => {
    const { index } = useOpenGraph.getState();
    const boxes = index.network.problems.flatMap(({ node }) => (node === undefined ? [] : (index.boxOf(node) ?? [])));
    if (boxes.length === 0) return;
    lastProblem = (lastProblem + 1) % boxes.length;
    goToBox(boxes[lastProblem]!.place, boxes[lastProblem]!.node);
  },
};

export const cancel: Command = {
  id: 'cancel',
  title: 'Give up a wire, or select nothing',
  group: 'Go',
  keys: ['Escape'],
  run: () => {
    const { pendingWire, focusMode, selection } = useSession.getState();
    if (pendingWire) useSession.setState({ pendingWire: undefined });
    else if (selection.size > 0) select([]);
    else if (focusMode) useSession.setState({ focusMode: false });
  },
};
