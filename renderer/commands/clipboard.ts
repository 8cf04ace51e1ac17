/** Cut, copy, paste and duplicate share one clipboard, which lives as long as the window and serves all documents. */
import { editGraph, graphAt } from '../../engine/document/edits';
import { adoptDefinitions, pasteFragment, takeFragment, type Fragment } from '../network/fragment';
import { GRID } from '../network/geometry';
import { plural } from '../network/text';
import { editDocument, useDocument } from '../store/document-store';
import { useOpenGraph } from '../store/open-graph-store';
import { notify, select, useSession } from '../store/session-store';
import type { Command } from './command';
import { needsDocument, needsSelection } from './conditions';
import { deleteSelection } from './delete';

let clipboard: Fragment | undefined;
/** Pasting again moves on, so that copies do not lie on each other. */
let pastes = 0;

function takeSelection(): Fragment {
  return takeFragment(useDocument.getState().document, useOpenGraph.getState().graph, useSession.getState().selection);
}

function keep(): void {
  clipboard = takeSelection();
  pastes = 0;
}

function insert(fragment: Fragment, verb: string, distance: number, keepLinks: boolean): void {
  const { definition } = useOpenGraph.getState();
  const offset = { x: distance * GRID, y: distance * GRID };
  let ids: readonly string[] = [];
  const what = fragment.nodes.length === 1 ? fragment.nodes[0]!.name : plural(fragment.nodes.length + fragment.notes.length, 'item');
  editDocument(`${verb} ${what}`, (document) => {
    const pasted = pasteFragment(graphAt(document, definition), fragment, offset, keepLinks);
    ids = pasted.ids;
    return editGraph(adoptDefinitions(document, fragment.definitions), definition, () => pasted.graph);
  });
  select(ids);
}

/** A block pasted into itself would contain itself. */
function pasteRefusal(fragment: Fragment | undefined): string | undefined {
  if (!fragment || fragment.nodes.length + fragment.notes.length === 0) return 'Copy something first.';
  const { definition } = useOpenGraph.getState();
  return fragment.definitions.some(({ id }) => id === definition) ? 'A block cannot contain itself.' : undefined;
}

export const copy: Command = {
  id: 'copy',
  title: 'Copy',
  group: 'Edit',
  keys: ['$mod+c'],
  unavailable: needsSelection,
  run: () => {
    keep();
    notify(`Copied ${plural(clipboard!.nodes.length + clipboard!.notes.length, 'item')}.`);
  },
};

export const cut: Command = {
  id: 'cut',
  title: 'Cut',
  group: 'Edit',
  keys: ['$mod+x'],
  unavailable: needsSelection,
  run: () => {
    keep();
    deleteSelection('Cut');
  },
};

function pasteCommand(id: string, title: string, keys: string, keepLinks: boolean): Command {
  return {
    id,
    title,
    group: 'Edit',
    keys: [keys],
    unavailable: () => needsDocument() ?? pasteRefusal(clipboard),
    run: () => insert(clipboard!, 'Paste', 2 * ++pastes, keepLinks),
  };
}

export const paste = pasteCommand('paste', 'Paste', '$mod+v', false);
export const pasteWithLinks = pasteCommand('paste-with-links', 'Paste with links', '$mod+Shift+v', true);

export const duplicate: Command = {
  id: 'duplicate',
  title: 'Duplicate',
  group: 'Edit',
  keys: ['$mod+d'],
  unavailable: needsSelection,
  run: () => insert(takeSelection(), 'Duplicate', 2, true),
};
