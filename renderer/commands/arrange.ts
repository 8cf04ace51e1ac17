import { viewport } from '../canvas/viewport';
import { arrange, moveNodes, type Arrangement } from '../network/arrange';
import { showsMaps } from '../maps/maps-store';
import { NODE_WIDTH, nodeHeight } from '../network/geometry';
import { boxHeight } from '../network/map-slot';
import { editOpenGraph, selectedNodes, useOpenGraph } from '../store/open-graph-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

const TITLES: Readonly<Record<Arrangement, { readonly title: string; readonly keys: string }>> = {
  rows: { title: 'Arrange in rows', keys: 'l' },
  'left-right': { title: 'Arrange from left to right', keys: 'Shift+L' },
  'top-down': { title: 'Arrange from top to bottom', keys: 'Alt+l' },
};

/** The selected boxes where there are several, else all. */
function run(arrangement: Arrangement): void {
  const { facts } = useOpenGraph.getState();
  const selected = selectedNodes().map(({ id }) => id);
  const ids = selected.length > 1 ? new Set(selected) : undefined;
  const hasMaps = showsMaps();
  const sizeOf = (id: string) => {
    const box = facts.get(id);
    return { width: NODE_WIDTH, height: box ? boxHeight(box, hasMaps) : nodeHeight(1) };
  };
  editOpenGraph(TITLES[arrangement].title, (graph) => moveNodes(graph, arrange(graph, arrangement, ids, sizeOf)));
  viewport()?.fit();
}

export const arrangeCommands: readonly Command[] = Object.entries(TITLES).map(([arrangement, { title, keys }]) => ({
  id: `arrange-${arrangement}`,
  title,
  group: 'Arrange',
  keys: [keys],
  words: 'layout tidy auto',
  unavailable: needsDocument,
  run: () => run(arrangement as Arrangement),
}));
