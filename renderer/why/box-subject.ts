/** Whose numbers a box of the open graph shows. */
import type { Quantity } from '../../engine/explain/sizes/explain-size';
import { boxPort } from '../maps/box-port';
import { useOpenGraph } from '../store/open-graph-store';
import type { WhySubject } from './why-store';

/** Undefined for a box without numbers, such as one that is left out. */
export function subjectOfBox(node: string, quantity: Quantity): WhySubject | undefined {
  const graph = useOpenGraph.getState();
  const { place, index, facts } = graph;
  const box = facts.get(node);
  if (!box || box.node.muted) return undefined;
  if (!box.node.block) {
    const inferred = index.inferred(place, node);
    return inferred?.sizes && { kind: 'layer', path: inferred.flat.path };
  }
  if (quantity !== 'output' && quantity !== 'field') return { kind: 'block', place, node };
  // What leaves a block is what one layer in it gives.
  const port = boxPort(graph, node);
  return port === undefined ? undefined : { kind: 'layer', path: port.slice(0, port.lastIndexOf(':')) };
}
