/**
 * Pure edits: each returns a new version and leaves the old one as it is, sharing what did not change. They keep what
 * `check.ts` asks for (ids, names, wires), so an edited document can always be saved and read again.
 */
import { fail } from '../core/diagnostic';
import type { LayerVersions } from './catalog';
import { indexGraph, wiresInto } from './graph-index';
import { newId } from './ids';
import { BLOCK_INPUT, BLOCK_OUTPUT, BLOCK_TYPE, BLOCK_VERSION, type BlockDefinition, type Endpoint, type Graph, type GraphNode, type LoomDocument, type Note, type TensorSettings, type Wire } from './model';
import { isValidName } from './schema';
import { APP_VERSION, FORMAT_VERSION, OLDEST_READER } from './version';

export const EMPTY_GRAPH: Graph = { nodes: [], wires: [], notes: [] };

export function createDocument(name: string, graph: Graph = EMPTY_GRAPH): LoomDocument {
  return { format: 'layerloom', version: FORMAT_VERSION, writer: APP_VERSION, oldestReader: OLDEST_READER, name, graph, definitions: [] };
}

/** The graph an edit works on: that of a definition, by its id, or the top one. */
export type GraphPlace = string | undefined;

export function graphAt(document: LoomDocument, place: GraphPlace): Graph {
  if (place === undefined) return document.graph;
  const definition = document.definitions.find(({ id }) => id === place);
  return definition ? definition.graph : fail('block-missing', `There is no block with the id "${place}" in this document.`);
}

export function editGraph(document: LoomDocument, place: GraphPlace, edit: (graph: Graph) => Graph): LoomDocument {
  const graph = edit(graphAt(document, place));
  if (place === undefined) return { ...document, graph };
  return { ...document, definitions: document.definitions.map((definition) => (definition.id === place ? { ...definition, graph } : definition)) };
}

/** `base`, or `base` with the first number that makes it new. */
export function uniqueName(taken: ReadonlySet<string>, base: string): string {
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}${number}`)) number++;
  return `${base}${number}`;
}

/** What a new node needs; the rest has defaults: the latest version of its layer, the type as its name with a number where that is taken. */
export type NodeSpec = Partial<GraphNode> & Pick<GraphNode, 'type'>;

/** A node for a graph in which the names `taken` are in use. */
export function createNode(spec: NodeSpec, taken: ReadonlySet<string>, versions: LayerVersions): GraphNode {
  if (spec.name !== undefined) requireFreeName(taken, spec.name);
  const name = spec.name ?? uniqueName(taken, spec.type);
  return { id: newId(), typeVersion: newestVersion(spec.type, versions), params: {}, position: { x: 0, y: 0 }, ...spec, name };
}

/** A type that no layer is known for is kept as its first version. */
function newestVersion(type: string, versions: LayerVersions): number {
  return type === BLOCK_TYPE ? BLOCK_VERSION : Math.max(1, versions.latestVersion(type));
}

export function addNode(graph: Graph, spec: NodeSpec, versions: LayerVersions): { readonly graph: Graph; readonly node: GraphNode } {
  const node = createNode(spec, namesIn(graph), versions);
  return { graph: { ...graph, nodes: [...graph.nodes, node] }, node };
}

function namesIn(graph: Graph): Set<string> {
  return new Set(graph.nodes.map(({ name }) => name));
}

function requireFreeName(taken: ReadonlySet<string>, name: string): void {
  if (!isValidName(name)) {
    fail('invalid-name', `"${name}" cannot be a name.`, { remedy: 'Use up to 64 letters, digits, spaces, - or _, beginning with a letter or digit.' });
  }
  if (taken.has(name)) fail('duplicate-name', `There is already a node named "${name}".`, { node: name });
}

/** Changes fields of one node; for its name, which is part of tensor keys, there is `renameNode`. */
export function updateNode(graph: Graph, id: string, changes: Partial<Omit<GraphNode, 'id' | 'name'>>): Graph {
  requireNode(graph, id);
  return { ...graph, nodes: graph.nodes.map((node) => (node.id === id ? { ...node, ...changes } : node)) };
}

function requireNode(graph: Graph, id: string): GraphNode {
  return indexGraph(graph).nodes.get(id) ?? fail('node-missing', `There is no node with the id "${id}" in this graph.`);
}

/** Removes nodes with their wires. */
export function removeNodes(graph: Graph, ids: Iterable<string>): Graph {
  const gone = new Set(ids);
  return {
    ...graph,
    nodes: graph.nodes.filter(({ id }) => !gone.has(id)),
    wires: graph.wires.filter(({ from, to }) => !gone.has(from.node) && !gone.has(to.node)),
  };
}

/** Draws a wire. Throws where a node is missing or the port already has one; remove that wire first. */
export function connect(graph: Graph, from: Endpoint, to: Endpoint): Graph {
  if (from.node !== BLOCK_INPUT) requireNode(graph, from.node);
  const name = to.node === BLOCK_OUTPUT ? 'the block' : requireNode(graph, to.node).name;
  if (wiresInto(graph, to.node).has(to.port)) refuseSecondWire(name, to.port);
  const wire: Wire = { id: newId(), from, to };
  return { ...graph, wires: [...graph.wires, wire] };
}

export function refuseSecondWire(node: string, port: string): never {
  fail('port-taken', `The port "${port}" of "${node}" already has a wire.`, { node, port, remedy: 'Remove it first, or join the two with Add or Concat.' });
}

export function removeWires(graph: Graph, ids: Iterable<string>): Graph {
  const gone = new Set(ids);
  return { ...graph, wires: graph.wires.filter(({ id }) => !gone.has(id)) };
}

export function addNote(graph: Graph, note: Omit<Note, 'id'>): Graph {
  return { ...graph, notes: [...graph.notes, { ...note, id: newId() }] };
}

/** Adds a block that others can be instances of. Throws where the name is taken or it would contain itself. */
export function addDefinition(document: LoomDocument, definition: BlockDefinition): LoomDocument {
  if (document.definitions.some(({ name }) => name === definition.name)) {
    fail('duplicate-name', `There is already a block named "${definition.name}".`);
  }
  const inner = new Set(definition.graph.nodes.flatMap(({ block }) => block?.definition ?? []));
  const known = new Set(document.definitions.map(({ id }) => id));
  for (const id of inner) {
    if (!known.has(id)) fail('block-missing', `The block "${definition.name}" uses the block "${id}", which is not defined in this document.`);
  }
  return { ...document, definitions: [...document.definitions, definition] };
}

/** A node spec for an instance of a block; `spec.params` are its arguments. */
export function blockInstance(definition: BlockDefinition, spec: Partial<GraphNode> & { readonly repeat?: number; readonly shareWeights?: boolean } = {}): NodeSpec {
  const { repeat, shareWeights, ...rest } = spec;
  return { ...rest, type: BLOCK_TYPE, name: spec.name ?? definition.name, block: { definition: definition.id, ...(repeat !== undefined && { repeat }), ...(shareWeights && { shareWeights }) } };
}

/** Renames a node, and with it the keys under which blocks that contain it keep tensor settings. */
export function renameNode(document: LoomDocument, place: GraphPlace, id: string, name: string): LoomDocument {
  const graph = graphAt(document, place);
  const node = requireNode(graph, id);
  if (node.name === name) return document;
  requireFreeName(namesIn(graph), name);
  const renamed = editGraph(document, place, (old) => ({ ...old, nodes: old.nodes.map((other) => (other.id === id ? { ...other, name } : other)) }));
  return place === undefined ? renamed : renameTensorKeys(renamed, place, node, name);
}

/** In every instance of the definition `place`, at any depth: keys that lead through `node` now lead through `name`. */
function renameTensorKeys(document: LoomDocument, place: string, node: GraphNode, name: string): LoomDocument {
  const definitions = new Map(document.definitions.map((definition) => [definition.id, definition]));
  const renameIn = (definition: BlockDefinition, key: string): string => {
    const [, first, rest] = /^([^./]*)(.*)$/s.exec(key)!;
    const number = node.block?.repeat === undefined ? '' : first!.slice(node.name.length);
    if (definition.id === place && first === node.name + number && /^\d*$/.test(number)) return name + number + rest;
    const inner = definition.graph.nodes.find((child) => child.block && first!.startsWith(child.name) && rest!.startsWith('/'));
    const innerDefinition = inner && definitions.get(inner.block!.definition);
    return innerDefinition ? `${first}/${renameIn(innerDefinition, rest!.slice(1))}` : key;
  };
  const renameNodeKeys = (instance: GraphNode): GraphNode => {
    const definition = instance.block && definitions.get(instance.block.definition);
    if (!instance.tensors || !definition) return instance;
    const entries = Object.entries(instance.tensors).map(([key, settings]): [string, TensorSettings] => {
      const copy = instance.block!.repeat === undefined ? '' : (/^\d+\//.exec(key)?.[0] ?? '');
      return [copy + renameIn(definition, key.slice(copy.length)), settings];
    });
    return { ...instance, tensors: Object.fromEntries(entries) };
  };
  const renameGraph = (graph: Graph): Graph => ({ ...graph, nodes: graph.nodes.map(renameNodeKeys) });
  return {
    ...document,
    graph: renameGraph(document.graph),
    definitions: document.definitions.map((definition) => ({ ...definition, graph: renameGraph(definition.graph) })),
  };
}
