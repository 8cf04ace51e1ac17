/** Everything that a box depends on, by the wires of one graph. */
import type { Graph } from '../../engine/document/model';

/** The ids themselves and those of all boxes before them. */
export function withUpstream({ nodes, wires }: Graph, ids: Iterable<string>): ReadonlySet<string> {
  const sources = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of wires) sources.get(to.node)?.push(from.node);
  const reached = new Set<string>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id) || !sources.has(id)) continue;
    reached.add(id);
    open.push(...sources.get(id)!);
  }
  return reached;
}
