/**
 * Meeting the layers: nodes of older layer versions are brought up to date, and nodes no layer is known for become
 * placeholders, which are kept as they are, can be moved and saved, and do not train.
 */
import { warning, type Diagnostic } from '../core/diagnostic';
import { BLOCK_TYPE, type Graph, type GraphNode, type LoomDocument } from './model';

/** What the document needs to know of the table of layers. */
export interface LayerCatalog {
  has(type: string): boolean;
  latestVersion(type: string): number;
  /** The same node at the latest version of its layer; called only where its version is older. */
  migrate?(node: GraphNode): GraphNode;
}

/** As which version of its layer a new node is made. */
export type LayerVersions = Pick<LayerCatalog, 'latestVersion'>;

/** Whether the catalogue has no layer for this node as it stands: none at all, or only another version. */
export function isPlaceholder(node: GraphNode, catalog: LayerCatalog): boolean {
  if (node.type === BLOCK_TYPE) return false;
  return !catalog.has(node.type) || node.typeVersion !== catalog.latestVersion(node.type);
}

/** The ports of a node as far as its wires tell, in the order of the wires. */
export function portsFromWires(graph: Graph, nodeId: string): { readonly inputs: string[]; readonly outputs: string[] } {
  const inputs = new Set<string>();
  const outputs = new Set<string>();
  for (const { from, to } of graph.wires) {
    if (to.node === nodeId) inputs.add(to.port);
    if (from.node === nodeId) outputs.add(from.port);
  }
  return { inputs: [...inputs], outputs: [...outputs] };
}

function adoptNode(node: GraphNode, catalog: LayerCatalog, found: Diagnostic[]): GraphNode {
  if (node.type === BLOCK_TYPE) return node;
  const kept = { node: node.name, remedy: 'It is kept as it is, but cannot be trained.' };
  if (!catalog.has(node.type)) {
    found.push(warning('unknown-layer', `The node "${node.name}" is of the type "${node.type}", which this version does not know.`, kept));
    return node;
  }
  const latest = catalog.latestVersion(node.type);
  if (node.typeVersion > latest) {
    const message = `The node "${node.name}" uses version ${node.typeVersion} of the layer "${node.type}"; this version knows ${latest}.`;
    found.push(warning('newer-layer', message, kept));
    return node;
  }
  if (node.typeVersion === latest) return node;
  try {
    if (!catalog.migrate) throw new Error('there is no migration');
    return { ...catalog.migrate(node), id: node.id, name: node.name, typeVersion: latest };
  } catch (error) {
    // Parameters that were damaged by hand can stop a migration; the rest of the document must open all the same.
    const message = `The node "${node.name}" cannot be brought from version ${node.typeVersion} of the layer "${node.type}" to ${latest}: ${(error as Error).message}.`;
    found.push(warning('layer-migration', message, kept));
    return node;
  }
}

function adoptGraph(graph: Graph, catalog: LayerCatalog, found: Diagnostic[]): Graph {
  return { ...graph, nodes: graph.nodes.map((node) => adoptNode(node, catalog, found)) };
}

/** The document with every known layer at its latest version, and a warning for each that is not known. */
export function adoptLayers(document: LoomDocument, catalog: LayerCatalog): { readonly document: LoomDocument; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const adopted = {
    ...document,
    graph: adoptGraph(document.graph, catalog, diagnostics),
    definitions: document.definitions.map((definition) => ({ ...definition, graph: adoptGraph(definition.graph, catalog, diagnostics) })),
  };
  return { document: adopted, diagnostics };
}
