/** The columns that an Input or Output is bound to by the document. */
import type { Graph, GraphNode } from '../../engine/document/model';

/** None where the choice is left to the engine. */
export function boundColumns({ binding }: GraphNode): readonly string[] {
  return binding?.columns ?? (binding?.column === undefined ? [] : [binding.column]);
}

export function withBinding(graph: Graph, id: string, columns: readonly string[]): Graph {
  const [only, ...others] = columns;
  const nodes = graph.nodes.map((node) => {
    if (node.id !== id) return node;
    const { binding: _, ...plain } = node;
    if (only === undefined) return plain;
    return { ...plain, binding: others.length === 0 ? { column: only } : { columns } };
  });
  return { ...graph, nodes };
}
