import type { Endpoint, PortKind } from '../../engine/document/model';
import { viewport } from '../canvas/viewport';
import { groupIntoBlock, ungroupBlock } from '../network/blocks';
import { endpointShape } from '../network/facts';
import { editDocument } from '../store/document-store';
import { selectedNodes, useOpenGraph } from '../store/open-graph-store';
import { openPlace, select, useSession } from '../store/session-store';
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
