import { align, distribute, type Box, type Edge } from '../network/align';
import { moveNodes } from '../network/arrange';
import { showsMaps } from '../maps/maps-store';
import { NODE_WIDTH } from '../network/geometry';
import { boxHeight } from '../network/map-slot';
import type { Point } from '../../engine/document/model';
import { editOpenGraph, selectedNodes, useOpenGraph } from '../store/open-graph-store';
import type { Command } from './command';
import { needsNodes } from './conditions';

const EDGES: Readonly<Record<Edge, { readonly title: string; readonly keys?: string }>> = {
  left: { title: 'Align left edges', keys: 'Alt+Shift+ArrowLeft' },
  center: { title: 'Align centres' },
  right: { title: 'Align right edges', keys: 'Alt+Shift+ArrowRight' },
  top: { title: 'Align top edges', keys: 'Alt+Shift+ArrowUp' },
  middle: { title: 'Align middles' },
  bottom: { title: 'Align bottom edges', keys: 'Alt+Shift+ArrowDown' },
};

function selectedBoxes(): readonly Box[] {
  const { facts } = useOpenGraph.getState();
  return selectedNodes().map(({ id, position }) => {
    return { id, ...position, width: NODE_WIDTH, height: boxHeight(facts.get(id)!, showsMaps()) };
  });
}

function move(label: string, places: ReadonlyMap<string, Point>): void {
  editOpenGraph(label, (graph) => moveNodes(graph, places));
}

export const alignCommands: readonly Command[] = [
  ...Object.entries(EDGES).map(([edge, { title, keys }]): Command => ({
    id: `align-${edge}`,
    title,
    group: 'Arrange',
    ...(keys && { keys: [keys] }),
    unavailable: () => needsNodes(2),
    run: () => move(title, align(selectedBoxes(), edge as Edge)),
  })),
  ...(['x', 'y'] as const).map((axis): Command => {
    const title = axis === 'x' ? 'Distribute horizontally' : 'Distribute vertically';
    return { id: `distribute-${axis}`, title, group: 'Arrange', words: 'space evenly', unavailable: () => needsNodes(3), run: () => move(title, distribute(selectedBoxes(), axis)) };
  }),
];
