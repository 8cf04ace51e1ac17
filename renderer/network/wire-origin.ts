/** Which port of which layer the values of a drawn wire come from: through closed blocks, block ports and bypassed boxes. */
import { indexGraph, wiresInto } from '../../engine/document/graph-index';
import { BLOCK_INPUT, type Endpoint, type Graph } from '../../engine/document/model';
import type { FlatBlock } from '../../engine/document/flat-graph';
import type { InferredNetwork } from '../../engine/infer/infer-network';
import type { NetworkIndex } from './facts';

/** `path:port`; of a repeated block, what enters its first copy and leaves its last. */
export function wireOrigin(graph: Graph, place: readonly string[], { node: id, port }: Endpoint, index: NetworkIndex, hops = 0): string | undefined {
  if (id === BLOCK_INPUT) return portOf(copiesOf(index.network, place)?.[0]?.inputs, port);
  const node = indexGraph(graph).nodes.get(id);
  if (!node) return undefined;
  if (node.muted) {
    const [first] = wiresInto(graph, id).values();
    return first && hops < graph.nodes.length ? wireOrigin(graph, place, first.from, index, hops + 1) : undefined;
  }
  if (node.block) return portOf(copiesOf(index.network, [...place, id])?.at(-1)?.outputs, port);
  const inferred = index.inferred(place, id);
  return inferred && `${inferred.flat.path}:${port}`;
}

function portOf(ports: FlatBlock['inputs'] | undefined, name: string): string | undefined {
  const from = ports?.find((one) => one.name === name)?.from;
  return from && `${from.path}:${from.port}`;
}

const blocksOf = new WeakMap<InferredNetwork, ReadonlyMap<string, readonly FlatBlock[]>>();

function copiesOf(network: InferredNetwork, place: readonly string[]): readonly FlatBlock[] | undefined {
  let blocks = blocksOf.get(network);
  if (!blocks) {
    const grouped = new Map<string, FlatBlock[]>();
    for (const block of network.graph.blocks) {
      const key = block.instancePath.join('/');
      grouped.set(key, [...(grouped.get(key) ?? []), block]);
    }
    blocks = grouped;
    blocksOf.set(network, blocks);
  }
  return blocks.get(place.join('/'));
}
