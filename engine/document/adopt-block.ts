/** Bringing a block into a document: what the document has already is used, the rest gets ids of its own and names that are free. */
import { canonicalJson } from './canonical-json';
import { uniqueName } from './edits';
import { newId } from './ids';
import { BLOCK_INPUT, BLOCK_OUTPUT, type BlockDefinition, type Endpoint, type GraphNode, type LoomDocument } from './model';

/** A block with the blocks inside it: all that a document needs in order to use it. */
export interface Block {
  readonly definition: BlockDefinition;
  /** Innermost first. */
  readonly inner: readonly BlockDefinition[];
}

/** A block of a document with all that is inside it, for keeping it elsewhere. */
export function takeBlock(document: Pick<LoomDocument, 'definitions'>, id: string): Block | undefined {
  const definitions = new Map(document.definitions.map((definition) => [definition.id, definition]));
  const definition = definitions.get(id);
  if (!definition) return undefined;
  const inner = new Set<BlockDefinition>();
  const visit = ({ graph }: BlockDefinition): void => {
    for (const { block } of graph.nodes) {
      const used = block && definitions.get(block.definition);
      if (!used || used === definition || inner.has(used)) continue;
      visit(used);
      inner.add(used);
    }
  };
  visit(definition);
  return { definition, inner: [...inner] };
}

/** The document with the block in it, and the id it has there. A block that does the same under the same name is not added twice. */
export function adoptBlock(document: LoomDocument, { definition, inner }: Block): { readonly document: LoomDocument; readonly id: string } {
  const known = new Map(document.definitions.map((one) => [fingerprint(one, document.definitions), one.id]));
  const names = new Set(document.definitions.map(({ name }) => name));
  const idOf = new Map<string, string>();
  const added: BlockDefinition[] = [];
  const brought = [...inner, definition];
  for (const one of brought) {
    const there = known.get(fingerprint(one, brought));
    idOf.set(one.id, there ?? newId());
    if (there !== undefined) continue;
    const name = uniqueName(names, one.name);
    names.add(name);
    added.push({ ...withNewIds(one, idOf), id: idOf.get(one.id)!, name });
  }
  return { document: added.length === 0 ? document : { ...document, definitions: [...document.definitions, ...added] }, id: idOf.get(definition.id)! };
}

function withNewIds(definition: BlockDefinition, definitionOf: ReadonlyMap<string, string>): BlockDefinition {
  const { graph } = definition;
  const ids = new Map(graph.nodes.map(({ id }) => [id, newId()]));
  const end = ({ node, port }: Endpoint): Endpoint => ({ node: ids.get(node) ?? node, port });
  const node = (one: GraphNode): GraphNode => ({ ...one, id: ids.get(one.id)!, ...(one.block && { block: { ...one.block, definition: definitionOf.get(one.block.definition) ?? one.block.definition } }) });
  return {
    ...definition,
    graph: { nodes: graph.nodes.map(node), wires: graph.wires.map((wire) => ({ ...wire, id: newId(), from: end(wire.from), to: end(wire.to) })), notes: graph.notes.map((note) => ({ ...note, id: newId() })) },
  };
}

/** The same for two blocks that look and work alike, wherever their boxes stand and whatever their ids are. */
function fingerprint(definition: BlockDefinition, definitions: readonly BlockDefinition[]): string {
  const { name, inputs, outputs, parameters, graph } = definition;
  const nameOf = new Map(graph.nodes.map((node) => [node.id, node.name]));
  const end = ({ node, port }: Endpoint) => `${node === BLOCK_INPUT || node === BLOCK_OUTPUT ? node : nameOf.get(node)} ${port}`;
  const nodes = graph.nodes.map(({ block, ...node }) => {
    const inside = block && definitions.find(({ id }) => id === block.definition);
    return { ...node, id: '', position: '', ...(block && { block: { ...block, definition: inside ? fingerprint(inside, definitions) : block.definition } }) };
  });
  const ports = (list: BlockDefinition['inputs']) => list.map((port) => [port.name, port.kind]);
  const wires = graph.wires.map(({ from, to }) => `${end(from)} ${end(to)}`).sort();
  return canonicalJson({ name, inputs: ports(inputs), outputs: ports(outputs), parameters, nodes: nodes.sort((a, b) => (a.name < b.name ? -1 : 1)), wires });
}
