/** A part of a graph on its way: copied, cut, pasted and duplicated. */
import { uniqueName } from '../../engine/document/edits';
import { newId } from '../../engine/document/ids';
import type { BlockDefinition, Graph, GraphNode, LoomDocument, Note, Point, Wire } from '../../engine/document/model';

export interface Fragment {
  readonly nodes: readonly GraphNode[];
  readonly notes: readonly Note[];
  /** Between the nodes. */
  readonly wires: readonly Wire[];
  /** From boxes outside into the nodes; kept by a paste with links where those boxes still stand. */
  readonly incoming: readonly Wire[];
  /** Blocks that the nodes use, at any depth. */
  readonly definitions: readonly BlockDefinition[];
}

export function takeFragment(document: LoomDocument, graph: Graph, ids: ReadonlySet<string>): Fragment {
  const nodes = graph.nodes.filter(({ id }) => ids.has(id));
  const inside = new Set(nodes.map(({ id }) => id));
  return {
    nodes,
    notes: graph.notes.filter(({ id }) => ids.has(id)),
    wires: graph.wires.filter(({ from, to }) => inside.has(from.node) && inside.has(to.node)),
    incoming: graph.wires.filter(({ from, to }) => !inside.has(from.node) && inside.has(to.node)),
    definitions: usedDefinitions(document, nodes),
  };
}

function usedDefinitions(document: LoomDocument, nodes: readonly GraphNode[]): readonly BlockDefinition[] {
  const used = new Set<BlockDefinition>();
  const visit = (list: readonly GraphNode[]): void => {
    for (const { block } of list) {
      const definition = block && document.definitions.find(({ id }) => id === block.definition);
      if (!definition || used.has(definition)) continue;
      used.add(definition);
      visit(definition.graph.nodes);
    }
  };
  visit(nodes);
  return document.definitions.filter((definition) => used.has(definition));
}

export interface PasteResult {
  readonly graph: Graph;
  readonly ids: readonly string[];
}

/** Puts a copy with new ids and free names into a graph, moved by `offset`. */
export function pasteFragment(graph: Graph, fragment: Fragment, offset: Point, keepLinks: boolean): PasteResult {
  const ids = new Map([...fragment.nodes, ...fragment.notes].map(({ id }) => [id, newId()]));
  const names = new Set(graph.nodes.map(({ name }) => name));
  const moved = ({ x, y }: Point): Point => ({ x: x + offset.x, y: y + offset.y });
  const nodes = fragment.nodes.map((node): GraphNode => {
    const name = nextName(names, node.name);
    names.add(name);
    return { ...node, id: ids.get(node.id)!, name, position: moved(node.position) };
  });
  const notes = fragment.notes.map((note): Note => ({ ...note, id: ids.get(note.id)!, position: moved(note.position) }));
  const here = new Set(graph.nodes.map(({ id }) => id));
  const links = keepLinks ? fragment.incoming.filter(({ from }) => here.has(from.node) || from.node.startsWith('$')) : [];
  const wires = [...fragment.wires, ...links].map((wire): Wire => ({
    ...wire,
    id: newId(),
    from: { ...wire.from, node: ids.get(wire.from.node) ?? wire.from.node },
    to: { ...wire.to, node: ids.get(wire.to.node)! },
  }));
  return {
    graph: { ...graph, nodes: [...graph.nodes, ...nodes], wires: [...graph.wires, ...wires], notes: [...graph.notes, ...notes] },
    ids: [...ids.values()],
  };
}

/** conv1 is followed by conv2, not by conv12. */
function nextName(taken: ReadonlySet<string>, name: string): string {
  if (!taken.has(name)) return name;
  const [, base, number] = /^(.*?)(\d*)$/.exec(name)!;
  if (!number || !base) return uniqueName(taken, name);
  for (let next = Number(number) + 1; ; next++) if (!taken.has(`${base}${next}`)) return `${base}${next}`;
}

/** Blocks that a pasted fragment brings along and this document does not have; a clash of names gets a number. */
export function adoptDefinitions(document: LoomDocument, definitions: readonly BlockDefinition[]): LoomDocument {
  const names = new Set(document.definitions.map(({ name }) => name));
  const missing = definitions.filter(({ id }) => !document.definitions.some((known) => known.id === id));
  if (missing.length === 0) return document;
  const added = missing.map((definition) => {
    const name = uniqueName(names, definition.name);
    names.add(name);
    return { ...definition, name };
  });
  return { ...document, definitions: [...document.definitions, ...added] };
}
