/** From the open graph to what React Flow draws. Elements about which nothing changed keep their objects. */
import type { Edge, Node } from '@xyflow/react';
import { Position } from '@xyflow/react';
import { BLOCK_INPUT, BLOCK_OUTPUT, type BlockPort, type LoomDocument, type Note, type Point, type Wire } from '../../engine/document/model';
import { isSameLive, liveNodes, type LiveFlowNode } from '../live/canvas/live-flow';
import { endpointShape, type NodeFacts, type OpenGraph } from '../network/facts';
import { COLUMN_GAP, NODE_WIDTH, nodeHeight, portOffset, snapToGrid } from '../network/geometry';
import { boxHeight } from '../network/map-slot';
import { shapeText } from '../network/text';
import { wireOrigin } from '../network/wire-origin';
import type { ShapeOrder } from '../store/session-store';

export type LayerFlowNode = Node<{ readonly facts: NodeFacts }, 'layer'>;
export type NoteFlowNode = Node<{ readonly note: Note }, 'note'>;
export type BoundaryFlowNode = Node<{ readonly side: 'input' | 'output'; readonly ports: readonly BlockPort[] }, 'boundary'>;
export type FlowNode = LayerFlowNode | NoteFlowNode | BoundaryFlowNode | LiveFlowNode;

export interface WireData extends Record<string, unknown> {
  readonly label: string;
  /** From the source's port down to the foot of its box, and from the top of the target's box down to its port. */
  readonly below: number;
  readonly above: number;
  /** Among the wires of its source, so that return lanes do not lie on each other. */
  readonly lane: number;
  /** The port of a layer that its values come from, as `path:port`; undefined where there is none. */
  readonly origin: string | undefined;
}
export type WireFlowEdge = Edge<WireData, 'wire'>;

const PORT_SIZE = 10;
const BOUNDARY_WIDTH = 100;

type Handles = NonNullable<Node['handles']>;

function handles(inputs: readonly string[], outputs: readonly string[], width: number): Handles {
  const at = (type: 'source' | 'target', x: number) => (id: string, index: number) => ({
    id,
    type,
    position: type === 'source' ? Position.Right : Position.Left,
    x: x - PORT_SIZE / 2,
    y: portOffset(index) - PORT_SIZE / 2,
    width: PORT_SIZE,
    height: PORT_SIZE,
  });
  return [...inputs.map(at('target', 0)), ...outputs.map(at('source', width))];
}

const names = (ports: readonly { readonly name: string }[]): string[] => ports.map(({ name }) => name);

function layerNode(facts: NodeFacts, isSelected: boolean, showsMaps: boolean): LayerFlowNode {
  const isWrong = facts.problems.some(({ code }) => code !== 'missing-wire');
  return {
    id: facts.node.id,
    type: 'layer',
    position: facts.node.position,
    data: { facts },
    selected: isSelected,
    width: NODE_WIDTH,
    height: boxHeight(facts, showsMaps),
    handles: handles(names(facts.inputs), names(facts.outputs), NODE_WIDTH),
    // Its sentence must not be covered by the boxes below.
    zIndex: isWrong || (isSelected && facts.problems.length > 0) ? 10 : 0,
    // From far away it has no text, and a label without a role is for nobody.
    ariaRole: 'group',
    ariaLabel: `${facts.node.name}, ${facts.title}`,
  };
}

function noteNode(note: Note, isSelected: boolean): NoteFlowNode {
  return { id: note.id, type: 'note', position: note.position, data: { note }, selected: isSelected, width: note.size.width, height: note.size.height, zIndex: -1 };
}

function boundaryNode(id: string, side: 'input' | 'output', ports: readonly BlockPort[], position: Point): BoundaryFlowNode {
  const all = names(ports);
  return {
    id,
    type: 'boundary',
    position,
    data: { side, ports },
    width: BOUNDARY_WIDTH,
    height: nodeHeight(ports.length),
    handles: side === 'input' ? handles([], all, BOUNDARY_WIDTH) : handles(all, [], BOUNDARY_WIDTH),
    selectable: false,
    deletable: false,
  };
}

/** The ports of the open block: where a person put them, else left and right of everything. */
function boundaries(document: LoomDocument, { definition, graph }: OpenGraph): BoundaryFlowNode[] {
  const block = document.definitions.find(({ id }) => id === definition);
  if (!block) return [];
  const places = graph.nodes.length > 0 ? graph.nodes.map(({ position }) => position) : [{ x: 0, y: 0 }];
  const first = { x: Math.min(...places.map(({ x }) => x)), y: Math.min(...places.map(({ y }) => y)) };
  const last = places.reduce((best, place) => (place.y > best.y || (place.y === best.y && place.x > best.x) ? place : best), first);
  const before = { x: snapToGrid(first.x - BOUNDARY_WIDTH - COLUMN_GAP), y: first.y };
  const after = { x: snapToGrid(last.x + NODE_WIDTH + COLUMN_GAP), y: last.y };
  return [boundaryNode(BLOCK_INPUT, 'input', block.inputs, block.inputs[0]?.position ?? before), boundaryNode(BLOCK_OUTPUT, 'output', block.outputs, block.outputs[0]?.position ?? after)];
}

/** `showsMaps`: whether boxes keep room for what they carry. */
export function flowNodes(document: LoomDocument, open: OpenGraph, selection: ReadonlySet<string>, showsMaps: boolean, before: readonly FlowNode[]): FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const keep = <T extends FlowNode>(fresh: T, isSame: (old: T) => boolean): T => {
    const old = known.get(fresh.id) as T | undefined;
    if (!old) return fresh;
    const isUnchanged = isSame(old) && old.selected === fresh.selected && old.position.x === fresh.position.x && old.position.y === fresh.position.y;
    // What was measured stays measured.
    return isUnchanged ? old : { ...fresh, ...(old.measured && { measured: old.measured }) };
  };
  return [
    ...boundaries(document, open).map((fresh) => keep(fresh, (old) => old.data.ports === fresh.data.ports)),
    ...open.graph.notes.map((note) => keep(noteNode(note, selection.has(note.id)), (old) => old.data.note === note)),
    ...liveNodes(document, open, selection).map((fresh) => keep(fresh, (old) => isSameLive(old, fresh))),
    ...[...open.facts.values()].map((facts) => keep(layerNode(facts, selection.has(facts.node.id), showsMaps), (old) => old.data.facts === facts && old.height === boxHeight(facts, showsMaps))),
  ];
}

export function flowEdges(open: OpenGraph, selection: ReadonlySet<string>, order: ShapeOrder, showsMaps: boolean, before: readonly WireFlowEdge[]): WireFlowEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]));
  const lanes = new Map<string, number>();
  return open.graph.wires.map((wire) => {
    const lane = lanes.get(wire.from.node) ?? 0;
    lanes.set(wire.from.node, lane + 1);
    const fresh = flowEdge(wire, open, { isSelected: selection.has(wire.id), order, lane, showsMaps });
    const old = known.get(wire.id);
    return old && sameEdge(old, fresh) ? old : fresh;
  });
}

interface WireOptions {
  readonly isSelected: boolean;
  readonly order: ShapeOrder;
  readonly lane: number;
  readonly showsMaps: boolean;
}

function flowEdge(wire: Wire, open: OpenGraph, { isSelected, order, lane, showsMaps }: WireOptions): WireFlowEdge {
  const { from, to } = wire;
  const shape = endpointShape(open.graph, open.place, from, open.index);
  return {
    id: wire.id,
    type: 'wire',
    source: from.node,
    target: to.node,
    sourceHandle: from.port,
    targetHandle: to.port,
    selected: isSelected,
    data: { label: shape ? shapeText(shape, order) : '', below: belowPort(open, from.node, from.port, showsMaps), above: abovePort(open, to.node, to.port), lane, origin: wireOrigin(open.graph, open.place, from, open.index) },
  };
}

function belowPort({ facts }: OpenGraph, node: string, port: string, showsMaps: boolean): number {
  const box = facts.get(node);
  const index = Math.max(0, box?.outputs.findIndex(({ name }) => name === port) ?? 0);
  return (box ? boxHeight(box, showsMaps) : nodeHeight(1)) - portOffset(index);
}

function abovePort({ facts }: OpenGraph, node: string, port: string): number {
  return portOffset(Math.max(0, facts.get(node)?.inputs.findIndex(({ name }) => name === port) ?? 0));
}

function sameEdge(a: WireFlowEdge, b: WireFlowEdge): boolean {
  return (
    a.source === b.source && a.target === b.target && a.sourceHandle === b.sourceHandle && a.targetHandle === b.targetHandle && a.selected === b.selected &&
    a.data!.label === b.data!.label && a.data!.below === b.data!.below && a.data!.above === b.data!.above && a.data!.lane === b.data!.lane && a.data!.origin === b.data!.origin
  );
}

/** The position of a block's own ports is kept with its definition. */
export function moveBoundary(document: LoomDocument, definition: string, side: string, position: Point): LoomDocument {
  const field = side === BLOCK_INPUT ? 'inputs' : 'outputs';
  const place = (port: BlockPort, index: number): BlockPort => (index === 0 ? { ...port, position: { x: position.x, y: position.y } } : port);
  return { ...document, definitions: document.definitions.map((one) => (one.id === definition ? { ...one, [field]: one[field].map(place) } : one)) };
}

export function isBoundary(id: string): boolean {
  return id === BLOCK_INPUT || id === BLOCK_OUTPUT;
}

