/** The arrow keys: from box to box along the wires, and up and down among those that stand there. */
import type { GraphNode } from '../../engine/document/model';
import { viewport } from '../canvas/viewport';
import { selectedNodes, useOpenGraph } from '../store/open-graph-store';
import { select } from '../store/session-store';
import type { Command } from './command';
import { needsDocument } from './conditions';

type Direction = 'Left' | 'Right' | 'Up' | 'Down';

/** The box an arrow key leads to. */
function nextNode(nodes: readonly GraphNode[], wires: readonly { from: { node: string }; to: { node: string } }[], current: GraphNode, direction: Direction): GraphNode | undefined {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const nearest = (candidates: readonly GraphNode[], distance: (node: GraphNode) => number) => [...candidates].sort((a, b) => distance(a) - distance(b))[0];
  const { x, y } = current.position;
  if (direction === 'Left' || direction === 'Right') {
    const along = wires.flatMap(({ from, to }) => {
      const id = direction === 'Right' ? (from.node === current.id ? to.node : undefined) : to.node === current.id ? from.node : undefined;
      return id === undefined ? [] : (byId.get(id) ?? []);
    });
    const beside = nodes.filter(({ position }) => (direction === 'Right' ? position.x > x : position.x < x));
    return nearest(along, ({ position }) => Math.abs(position.y - y)) ?? nearest(beside, ({ position }) => Math.hypot(position.x - x, 3 * (position.y - y)));
  }
  const there = nodes.filter(({ position }) => (direction === 'Down' ? position.y > y : position.y < y));
  return nearest(there, ({ position }) => Math.hypot(3 * (position.x - x), position.y - y));
}

function step(direction: Direction): void {
  const { graph } = useOpenGraph.getState();
  const [current] = selectedNodes();
  const next = current ? nextNode(graph.nodes, graph.wires, current, direction) : [...graph.nodes].sort((a, b) => a.position.y - b.position.y || a.position.x - b.position.x)[0];
  if (!next) return;
  select([next.id]);
  viewport()?.reveal(next.id);
}

export const stepCommands: readonly Command[] = (['Left', 'Right', 'Up', 'Down'] as const).map((direction) => ({
  id: `select-${direction.toLowerCase()}`,
  title: { Left: 'Select the box before', Right: 'Select the box after', Up: 'Select the box above', Down: 'Select the box below' }[direction],
  group: 'Go',
  keys: [`Arrow${direction}`],
  unavailable: needsDocument,
  run: () => step(direction),
}));
