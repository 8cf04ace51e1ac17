/** Look-ups over one graph, computed once per version of it: graphs are immutable, so the index can be kept by identity. */
import type { Graph, GraphNode, Wire } from './model';

export interface GraphIndex {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** By node id (or `$out`), then by port: the wire that leads there. */
  readonly incoming: ReadonlyMap<string, ReadonlyMap<string, Wire>>;
}

const indexes = new WeakMap<Graph, GraphIndex>();
const NO_WIRES: ReadonlyMap<string, Wire> = new Map();

export function indexGraph(graph: Graph): GraphIndex {
  const known = indexes.get(graph);
  if (known) return known;
  const incoming = new Map<string, Map<string, Wire>>();
  for (const wire of graph.wires) {
    const ports = incoming.get(wire.to.node);
    if (ports) ports.set(wire.to.port, wire);
    else incoming.set(wire.to.node, new Map([[wire.to.port, wire]]));
  }
  const index = { nodes: new Map(graph.nodes.map((node) => [node.id, node])), incoming };
  indexes.set(graph, index);
  return index;
}

/** The wires that lead to a node, by port. */
export function wiresInto(graph: Graph, node: string): ReadonlyMap<string, Wire> {
  return indexGraph(graph).incoming.get(node) ?? NO_WIRES;
}
