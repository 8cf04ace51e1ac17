/** Drawing wires: what is refused and why, and what a wire replaces. */
import { formatShape } from '../../engine/core/shape';
import { connect, removeWires } from '../../engine/document/edits';
import { indexGraph, wiresInto } from '../../engine/document/graph-index';
import { BLOCK_INPUT, BLOCK_OUTPUT, type Endpoint, type Graph, type PortKind } from '../../engine/document/model';

/** The sentence that refuses a wire; undefined where it may be drawn. A layer that cannot take the shape says so itself. */
export function refusal(graph: Graph, from: Endpoint, to: Endpoint): string | undefined {
  const nameOf = (id: string) => indexGraph(graph).nodes.get(id)?.name ?? 'the block';
  if (from.node === to.node) return `A wire cannot lead from “${nameOf(from.node)}” back into itself.`;
  if (from.node === BLOCK_INPUT && to.node === BLOCK_OUTPUT) return undefined;
  const circle = wayBetween(graph, to.node, from.node);
  if (circle) return `That wire would run in a circle: ${[...circle, to.node].map(nameOf).join(' → ')}.`;
  return undefined;
}

/** The boxes on a way along the wires from one to another. */
function wayBetween(graph: Graph, start: string, end: string): readonly string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { from, to } of graph.wires) next.set(from.node, [...(next.get(from.node) ?? []), to.node]);
  const cameFrom = new Map<string, string | undefined>([[start, undefined]]);
  for (const id of cameFrom.keys()) {
    if (id === end) {
      const way: string[] = [];
      for (let at: string | undefined = id; at !== undefined; at = cameFrom.get(at)) way.unshift(at);
      return way;
    }
    for (const to of next.get(id) ?? []) if (!cameFrom.has(to)) cameFrom.set(to, id);
  }
  return undefined;
}

/** Whether a block's port takes what a wire carries, as far as both are known. */
export function fitsPortKind(kind: PortKind, rank: number | undefined): boolean {
  const wanted = { vector: 1, sequence: 2, image: 3, any: rank }[kind];
  return rank === undefined || wanted === rank;
}

export function portKindRefusal(port: string, kind: PortKind, shape: readonly (number | string)[]): string {
  const article = kind === 'image' ? 'an' : 'a';
  return `The port “${port}” takes ${article} ${kind}, but the wire carries ${formatShape(shape)}.`;
}

/** Draws a wire; one that was at the port before gives way, because a port takes one wire. */
export function rewire(graph: Graph, from: Endpoint, to: Endpoint): Graph {
  const before = wiresInto(graph, to.node).get(to.port);
  if (before && before.from.node === from.node && before.from.port === from.port) return graph;
  return connect(before ? removeWires(graph, [before.id]) : graph, from, to);
}

/** Puts a box with one input and one output into the wire that leads to `to`. */
export function insertIntoWire(graph: Graph, to: Endpoint, node: string, ports: { readonly input: string; readonly output: string }): Graph {
  const before = wiresInto(graph, to.node).get(to.port);
  const freed = before ? removeWires(graph, [before.id]) : graph;
  const fed = before ? connect(freed, before.from, { node, port: ports.input }) : freed;
  return connect(fed, { node, port: ports.output }, to);
}
