import { takeBlock } from '../../engine/document/adopt-block';
import { createDocument } from '../../engine/document/edits';
import type { Endpoint, PortKind } from '../../engine/document/model';
import { packDocument } from '../../engine/shell/document-payload';
import { viewport } from '../canvas/viewport';
import { groupIntoBlock, ungroupBlock } from '../network/blocks';
import { endpointShape } from '../network/facts';
import { report, shell } from '../shell/connection';
import { useShell } from '../shell/shell-store';
import { editDocument, useDocument } from '../store/document-store';
import { selectedNodes, useOpenGraph } from '../store/open-graph-store';
import { notify, openPlace, select, useSession } from '../store/session-store';
import type { Command } from './command';
import { needsDocument, needsNodes } from './conditions';

function kindOf(end: Endpoint): PortKind {
  const { graph, place, index } = useOpenGraph.getState();
  const rank = endpointShape(graph, place, end, index)?.length ?? 0;
  return (['any', 'vector', 'sequence', 'image'] as const)[rank] ?? 'any';
}

/** The one selected block, or why there is none. */
function selectedBlock(): string | undefined {
  const [node, ...others] = selectedNodes();
  return node?.block && others.length === 0 ? undefined : 'Select one block first.';
}

export const group: Command = {
  id: 'group',
  title: 'Group into a block',
  group: 'Blocks',
  keys: ['$mod+g'],
  words: 'subgraph combine',
  unavailable: () => needsNodes(1) ?? (selectedNodes().some(({ type }) => type === 'input' || type === 'output') ? 'Inputs and outputs stay outside of blocks.' : undefined),
  run: () => {
    const { definition } = useOpenGraph.getState();
    const ids = new Set(selectedNodes().map(({ id }) => id));
    let block = '';
    editDocument('Group into a block', (document) => {
      const grouped = groupIntoBlock(document, definition, ids, kindOf);
      block = grouped.node;
      return grouped.document;
    });
    select([block]);
  },
};

export const ungroup: Command = {
  id: 'ungroup',
  title: 'Ungroup the block',
  group: 'Blocks',
  keys: ['$mod+Shift+g'],
  unavailable: () => selectedBlock() ?? (selectedNodes()[0]!.block!.repeat === undefined ? undefined : 'A block that is repeated cannot be ungrouped; set its repeats to 1 first.'),
  run: () => {
    const { definition } = useOpenGraph.getState();
    const [node] = selectedNodes();
    let ids: readonly string[] = [];
    editDocument(`Ungroup ${node!.name}`, (document) => {
      const opened = ungroupBlock(document, definition, node!.id);
      ids = opened.ids;
      return opened.document;
    });
    select(ids);
  },
};

export const openBlock: Command = {
  id: 'open-block',
  title: 'Open the block',
  group: 'Blocks',
  keys: ['Enter'],
  unavailable: () => needsDocument() ?? selectedBlock(),
  run: () => {
    openPlace([...useOpenGraph.getState().place, selectedNodes()[0]!.id]);
    viewport()?.fit();
  },
};

export const leaveBlock: Command = {
  id: 'leave-block',
  title: 'Back to the graph around this block',
  group: 'Blocks',
  keys: ['$mod+Shift+ArrowUp'],
  unavailable: () => needsDocument() ?? (useSession.getState().place.length > 0 ? undefined : 'This is the whole network.'),
  run: () => {
    const { place } = useOpenGraph.getState();
    openPlace(place.slice(0, -1));
    select(place.slice(-1));
    viewport()?.fit();
  },
};

/** Kept beside the networks, for use in others; what uses it here stays as it is. */
export const saveBlock: Command = {
  id: 'save-block',
  title: 'Save the block to your library',
  group: 'Blocks',
  words: 'keep reuse own palette',
  unavailable: () => needsDocument() ?? selectedBlock() ?? (shell() ? undefined : 'LayerLoom cannot be reached, so nothing can be saved now.'),
  run: () => void keepBlock(selectedNodes()[0]!.block!.definition),
};

async function keepBlock(id: string): Promise<void> {
  const block = takeBlock(useDocument.getState().document, id);
  if (!block) return;
  const { name } = block.definition;
  const isThere = useShell.getState().savedBlocks.some((saved) => saved.name === name);
  try {
    const document = packDocument({ ...createDocument(name), definitions: [...block.inner, block.definition] });
    useShell.setState({ savedBlocks: await shell()!.request('blocks.save', { document }) });
    notify(isThere ? `“${name}” in your library is now this block. Networks that use the old one keep it.` : `“${name}” is in your library, under Layers.`);
  } catch (error) {
    report(error);
  }
}

export async function forgetBlock(id: string): Promise<void> {
  try {
    useShell.setState({ savedBlocks: await shell()!.request('blocks.remove', { id }) });
  } catch (error) {
    report(error);
  }
}
