/** Which port of the flat network a box on the canvas shows: its own, or for a closed block the one inside that leaves it. */
import type { OpenGraph } from '../network/facts';

/** `path:port`; for an Output its path alone. Undefined for a box that carries nothing of its own. */
export function boxPort({ place, index, facts }: Pick<OpenGraph, 'place' | 'index' | 'facts'>, node: string): string | undefined {
  const box = facts.get(node);
  if (!box || box.node.muted) return undefined;
  if (box.node.block) {
    const key = [...place, node].join('/');
    const from = index.network.graph.blocks.findLast(({ instancePath }) => instancePath.join('/') === key)?.outputs[0]?.from;
    return from && `${from.path}:${from.port}`;
  }
  const path = index.inferred(place, node)?.flat.path;
  if (path === undefined) return undefined;
  const [output] = box.outputs;
  return output ? `${path}:${output.name}` : box.definition?.target ? path : undefined;
}
