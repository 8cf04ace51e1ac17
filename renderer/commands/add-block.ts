import { editGraph } from '../../engine/document/edits';
import type { Point } from '../../engine/document/model';
import { placeForNew, viewport } from '../canvas/viewport';
import { findBlock, insertBlock, LIBRARY_SOURCES } from '../network/block-source';
import { COLUMN_GAP, NODE_WIDTH } from '../network/geometry';
import { centredAt } from '../network/new-node';
import { refusal, rewire } from '../network/wiring';
import { useShell } from '../shell/shell-store';
import { editDocument, useDocument } from '../store/document-store';
import { selectedNodes, useOpenGraph } from '../store/open-graph-store';
import { notify, select, type QuickAdd } from '../store/session-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

/** Adds an instance of the block that a key of `block-source.ts` names; with a wire, at its loose end. */
export function addBlockAt(key: string, position: Point, wire?: QuickAdd['wire']): void {
  const block = findBlock(key, useDocument.getState().document, useShell.getState().savedBlocks);
  if (!block) return notify('This block is no longer there.', 'error');
  const { definition: place } = useOpenGraph.getState();
  const [input] = block.definition.inputs;
  let added = '';
  editDocument(`Add ${block.definition.name}`, (document) => {
    const { document: grown, node } = insertBlock(document, place, block, position);
    added = node;
    return wire && input ? editGraph(grown, place, (graph) => rewire(graph, wire, { node, port: input.name })) : grown;
  });
  select([added]);
  viewport()?.reveal(added);
}

/** After the one selected box, wired to it; else under the pointer. */
export function addBlockNext(key: string): void {
  const [selected, ...others] = selectedNodes();
  const facts = selected && others.length === 0 ? useOpenGraph.getState().facts.get(selected.id) : undefined;
  const output = facts?.outputs.find(({ isWired }) => !isWired);
  if (!selected || !output) return addBlockAt(key, centredAt(placeForNew()));
  const from = { node: selected.id, port: output.name };
  const position = { x: selected.position.x + NODE_WIDTH + COLUMN_GAP, y: selected.position.y };
  addBlockAt(key, position, refusal(useOpenGraph.getState().graph, from, { node: '', port: 'in' }) ? undefined : { ...from, side: 'from' });
}

export const addBlockCommands: readonly Command[] = LIBRARY_SOURCES.map(({ key, name, description }) => ({
  id: `add-block:${name}`,
  title: `Add the block “${name}”`,
  group: 'Blocks',
  words: description,
  unavailable: needsDocument,
  run: () => addBlockNext(key),
}));
