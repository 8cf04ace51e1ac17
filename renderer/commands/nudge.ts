import { moveNodes } from '../network/arrange';
import { GRID } from '../network/geometry';
import { editOpenGraph, selectedNodes, useOpenGraph } from '../store/open-graph-store';
import { useSession } from '../store/session-store';
import type { Command } from './command';
import { needsSelection } from './conditions';

const DIRECTIONS = { Left: [-1, 0], Right: [1, 0], Up: [0, -1], Down: [0, 1] } as const;

/** Moves that follow each other closely are one step of history, as one drag would be. */
const PAUSE_MS = 1000;
let gesture = 0;
let lastMove = -Infinity;

function nudge(dx: number, dy: number): void {
  const { selection } = useSession.getState();
  const now = performance.now();
  if (now - lastMove > PAUSE_MS) gesture++;
  lastMove = now;
  const nodes = selectedNodes();
  const moved = [...nodes, ...useOpenGraph.getState().graph.notes.filter(({ id }) => selection.has(id))];
  const places = new Map(moved.map(({ id, position }) => [id, { x: position.x + dx * GRID, y: position.y + dy * GRID }]));
  editOpenGraph(`Move ${nodes.length === 1 ? nodes[0]!.name : 'boxes'}`, (graph) => moveNodes(graph, places), `nudge ${gesture} ${[...selection].join()}`);
}

export const nudgeCommands: readonly Command[] = Object.entries(DIRECTIONS).map(([direction, [dx, dy]]) => ({
  id: `move-${direction.toLowerCase()}`,
  title: `Move ${direction.toLowerCase()}`,
  group: 'Arrange',
  keys: [`Alt+Arrow${direction}`],
  unavailable: needsSelection,
  run: () => nudge(dx, dy),
}));
