/** Automatic layout: columns of boxes in the order of the wires, in one line or folded into rows, or from top to bottom. */
import dagre from '@dagrejs/dagre';
import type { Graph, Point } from '../../engine/document/model';
import { COLUMN_GAP, NODE_WIDTH, nodeHeight, ROW_GAP, snapToGrid } from './geometry';

export type Arrangement = 'left-right' | 'top-down' | 'rows';

/** A picture of a network reads best about so much wider than high. */
const ASPECT = 2.2;

export interface BoxSize {
  readonly width: number;
  readonly height: number;
}

/** As high as a box must be for the wires that are there. */
function sizesByWires({ wires }: Graph): (id: string) => BoxSize {
  const ports = new Map<string, Set<string>>();
  const count = (key: string, port: string) => ports.set(key, (ports.get(key) ?? new Set()).add(port));
  for (const { from, to } of wires) {
    count(`${to.node} in`, to.port);
    count(`${from.node} out`, from.port);
  }
  const portsOf = (id: string) => Math.max(1, ports.get(`${id} in`)?.size ?? 0, ports.get(`${id} out`)?.size ?? 0);
  return (id) => ({ width: NODE_WIDTH, height: nodeHeight(portsOf(id)) });
}

/** New places for the boxes `ids` (all, where absent); the others stay. The top left corner stays where it was. */
export function arrange(graph: Graph, arrangement: Arrangement, ids?: ReadonlySet<string>, sizeOf: (id: string) => BoxSize = sizesByWires(graph)): ReadonlyMap<string, Point> {
  const nodes = graph.nodes.filter(({ id }) => ids?.has(id) ?? true);
  if (nodes.length === 0) return new Map();
  const isVertical = arrangement === 'top-down';
  const layout = new dagre.graphlib.Graph();
  layout.setGraph({ rankdir: isVertical ? 'TB' : 'LR', nodesep: isVertical ? COLUMN_GAP : ROW_GAP / 2, ranksep: isVertical ? ROW_GAP / 2 : COLUMN_GAP });
  layout.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) layout.setNode(id, { ...sizeOf(id) });
  for (const { from, to } of graph.wires) if (layout.hasNode(from.node) && layout.hasNode(to.node)) layout.setEdge(from.node, to.node);
  dagre.layout(layout);

  const places = new Map<string, Point>();
  for (const { id } of nodes) {
    const { x = 0, y = 0 } = layout.node(id);
    const { width, height } = sizeOf(id);
    places.set(id, { x: x - width / 2, y: y - height / 2 });
  }
  const folded = arrangement === 'rows' ? fold(places, sizeOf) : places;
  return anchor(folded, cornerOf(nodes.map(({ position }) => position)));
}

/** Breaks the line of columns into rows. */
function fold(places: ReadonlyMap<string, Point>, sizeOf: (id: string) => BoxSize): ReadonlyMap<string, Point> {
  const columns = [...new Set([...places].map(([id, { x }]) => Math.round(x + sizeOf(id).width / 2)))].sort((a, b) => a - b);
  const columnOf = (id: string) => columns.indexOf(Math.round(places.get(id)!.x + sizeOf(id).width / 2));
  const ids = [...places.keys()];
  const height = Math.max(...ids.map((id) => places.get(id)!.y + sizeOf(id).height)) - Math.min(...ids.map((id) => places.get(id)!.y)) + ROW_GAP;
  const perRow = columnsPerRow(columns.length, height);
  const folded = new Map<string, Point>();
  let top = 0;
  for (let row = 0; row * perRow < columns.length; row++) {
    const members = ids.filter((id) => Math.floor(columnOf(id) / perRow) === row);
    const above = Math.min(...members.map((id) => places.get(id)!.y));
    const left = Math.min(...members.map((id) => places.get(id)!.x));
    for (const id of members) folded.set(id, { x: places.get(id)!.x - left, y: places.get(id)!.y - above + top });
    top += Math.max(...members.map((id) => places.get(id)!.y - above + sizeOf(id).height)) + ROW_GAP;
  }
  return folded;
}

function columnsPerRow(columns: number, rowHeight: number): number {
  const misfit = (perRow: number) => Math.abs(Math.log((perRow * (NODE_WIDTH + COLUMN_GAP)) / (Math.ceil(columns / perRow) * rowHeight * ASPECT)));
  const choices = Array.from({ length: columns }, (_, index) => index + 1);
  const best = choices.reduce((winner, perRow) => (misfit(perRow) < misfit(winner) ? perRow : winner), columns);
  // As many rows, evenly filled.
  return Math.ceil(columns / Math.ceil(columns / best));
}

function cornerOf(points: readonly Point[]): Point {
  return { x: Math.min(...points.map(({ x }) => x)), y: Math.min(...points.map(({ y }) => y)) };
}

function anchor(places: ReadonlyMap<string, Point>, corner: Point): ReadonlyMap<string, Point> {
  const { x, y } = cornerOf([...places.values()]);
  return new Map([...places].map(([id, at]) => [id, { x: snapToGrid(at.x - x + corner.x), y: snapToGrid(at.y - y + corner.y) }]));
}

/** The graph with boxes at new places; the same graph where nothing moves. */
export function moveNodes(graph: Graph, places: ReadonlyMap<string, Point>): Graph {
  let changed = false;
  const move = <T extends { readonly id: string; readonly position: Point }>(item: T): T => {
    const to = places.get(item.id);
    if (!to || (to.x === item.position.x && to.y === item.position.y)) return item;
    changed = true;
    return { ...item, position: { x: to.x, y: to.y } };
  };
  const moved = { ...graph, nodes: graph.nodes.map(move), notes: graph.notes.map(move) };
  return changed ? moved : graph;
}
