/** Putting boxes into a block and taking them out again. */
import { editGraph, graphAt, uniqueName, type GraphPlace } from '../../engine/document/edits';
import { wiresInto } from '../../engine/document/graph-index';
import { newId } from '../../engine/document/ids';
import { BLOCK_INPUT, BLOCK_OUTPUT, BLOCK_TYPE, BLOCK_VERSION, type BlockDefinition, type BlockPort, type Endpoint, type GraphNode, type LoomDocument, type Point, type PortKind, type Wire } from '../../engine/document/model';
import { evaluateParams } from '../../engine/document/block-arguments';
import { pasteFragment } from './fragment';

const endpointKey = ({ node, port }: Endpoint): string => `${node} ${port}`;

function centre(points: readonly Point[]): Point {
  const mean = (values: readonly number[]) => Math.round(values.reduce((sum, value) => sum + value, 0) / values.length / 20) * 20;
  return { x: mean(points.map(({ x }) => x)), y: mean(points.map(({ y }) => y)) };
}

/** Replaces boxes by one instance of a new block. Every source from outside becomes an input, every source used outside an output. */
export function groupIntoBlock(document: LoomDocument, place: GraphPlace, ids: ReadonlySet<string>, kindOf: (end: Endpoint) => PortKind): { readonly document: LoomDocument; readonly node: string } {
  const graph = graphAt(document, place);
  const inside = graph.nodes.filter(({ id }) => ids.has(id));
  const isInside = (id: string) => inside.some((node) => node.id === id);
  const incoming = graph.wires.filter(({ from, to }) => !isInside(from.node) && isInside(to.node));
  const outgoing = graph.wires.filter(({ from, to }) => isInside(from.node) && !isInside(to.node));
  const inputs = namePorts([...new Map(incoming.map(({ from }) => [endpointKey(from), from])).values()], 'in', kindOf);
  const outputs = namePorts([...new Map(outgoing.map(({ from }) => [endpointKey(from), from])).values()], 'out', kindOf);

  const definition: BlockDefinition = {
    id: newId(),
    name: uniqueName(new Set(document.definitions.map(({ name }) => name)), 'block'),
    inputs: [...inputs.values()],
    outputs: [...outputs.values()],
    parameters: [],
    graph: {
      nodes: inside,
      notes: [],
      wires: [
        ...graph.wires.filter(({ from, to }) => isInside(from.node) && isInside(to.node)),
        ...incoming.map((wire) => ({ ...wire, from: { node: BLOCK_INPUT, port: inputs.get(endpointKey(wire.from))!.name } })),
        ...[...outputs].map(([key, { name }]) => ({ id: newId(), from: outgoing.find(({ from }) => endpointKey(from) === key)!.from, to: { node: BLOCK_OUTPUT, port: name } })),
      ],
    },
  };
  const node: GraphNode = {
    id: newId(),
    type: BLOCK_TYPE,
    typeVersion: BLOCK_VERSION,
    name: uniqueName(new Set(graph.nodes.filter(({ id }) => !ids.has(id)).map(({ name }) => name)), definition.name),
    params: {},
    position: centre(inside.map(({ position }) => position)),
    block: { definition: definition.id },
  };
  const wires: Wire[] = [
    ...graph.wires.filter(({ from, to }) => !isInside(from.node) && !isInside(to.node)),
    ...[...inputs].map(([key, { name }]) => ({ id: newId(), from: incoming.find(({ from }) => endpointKey(from) === key)!.from, to: { node: node.id, port: name } })),
    ...outgoing.map((wire) => ({ ...wire, from: { node: node.id, port: outputs.get(endpointKey(wire.from))!.name } })),
  ];
  const grouped = editGraph(document, place, (old) => ({ ...old, nodes: [...old.nodes.filter(({ id }) => !isInside(id)), node], wires }));
  return { document: { ...grouped, definitions: [...grouped.definitions, definition] }, node: node.id };
}

function namePorts(sources: readonly Endpoint[], base: string, kindOf: (end: Endpoint) => PortKind): ReadonlyMap<string, BlockPort> {
  return new Map(sources.map((source, index) => [endpointKey(source), { name: sources.length === 1 ? base : `${base}${index + 1}`, kind: kindOf(source) }]));
}

/** Replaces an instance by what its block contains, with its arguments put in. */
export function ungroupBlock(document: LoomDocument, place: GraphPlace, id: string): { readonly document: LoomDocument; readonly ids: readonly string[] } {
  const graph = graphAt(document, place);
  const node = graph.nodes.find((one) => one.id === id)!;
  const definition = document.definitions.find((one) => one.id === node.block!.definition)!;
  const inner = definition.graph;
  const scope = { ...Object.fromEntries(definition.parameters.map(({ name, default: value }) => [name, value])), ...node.params, copy: 1 };
  const middle = centre(inner.nodes.map(({ position }) => position));
  const offset = { x: node.position.x - middle.x, y: node.position.y - middle.y };

  const without = { ...graph, nodes: graph.nodes.filter((one) => one.id !== id), wires: graph.wires.filter(({ from, to }) => from.node !== id && to.node !== id) };
  const fragment = {
    nodes: inner.nodes.map((one) => ({ ...one, params: evaluateParams(one.params, scope, one.name, []), ...tensorsWithin(node, one) })),
    notes: inner.notes,
    wires: inner.wires.filter(({ from, to }) => from.node !== BLOCK_INPUT && to.node !== BLOCK_OUTPUT),
    incoming: [],
    definitions: [],
  };
  const pasted = pasteFragment(without, fragment, offset, false);
  const renamed = new Map(inner.nodes.map((one, index) => [one.id, pasted.ids[index]!]));

  const outside = wiresInto(graph, id);
  const resolve = (end: Endpoint): Endpoint | undefined => (end.node === BLOCK_INPUT ? outside.get(end.port)?.from : { ...end, node: renamed.get(end.node)! });
  const join = (from: Endpoint | undefined, to: Endpoint): Wire[] => (from ? [{ id: newId(), from, to }] : []);
  const entering = inner.wires.filter(({ from, to }) => from.node === BLOCK_INPUT && to.node !== BLOCK_OUTPUT).flatMap(({ from, to }) => join(resolve(from), { ...to, node: renamed.get(to.node)! }));
  const leaving = graph.wires.filter(({ from }) => from.node === id).flatMap(({ from, to }) => {
    const end = wiresInto(inner, BLOCK_OUTPUT).get(from.port);
    return join(end && resolve(end.from), to);
  });
  const opened = { ...pasted.graph, wires: [...pasted.graph.wires, ...entering, ...leaving] };
  return { document: dropUnused(editGraph(document, place, () => opened), definition.id), ids: pasted.ids };
}

/** The settings an instance makes for a tensor inside win over those of the box. */
function tensorsWithin(instance: GraphNode, inner: GraphNode): Pick<GraphNode, 'tensors' | 'frozen'> {
  const separator = inner.block ? '/' : '.';
  const prefix = inner.name + separator;
  const own = Object.entries(instance.tensors ?? {}).filter(([key]) => key.startsWith(prefix));
  const tensors = own.reduce((all, [key, settings]) => ({ ...all, [key.slice(prefix.length)]: { ...inner.tensors?.[key.slice(prefix.length)], ...settings } }), inner.tensors);
  return { ...(tensors && { tensors }), ...((instance.frozen || inner.frozen) && { frozen: true }) };
}

/** A block that nothing uses any more goes with its last instance. */
function dropUnused(document: LoomDocument, definition: string): LoomDocument {
  const graphs = [document.graph, ...document.definitions.map(({ graph }) => graph)];
  const isUsed = graphs.some(({ nodes }) => nodes.some(({ block }) => block?.definition === definition));
  return isUsed ? document : { ...document, definitions: document.definitions.filter(({ id }) => id !== definition) };
}
