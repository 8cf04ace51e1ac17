/** What happens when a wire is let go over a port: it is drawn, or refused with its reason. */
import { indexGraph } from '../../engine/document/graph-index';
import { BLOCK_INPUT, BLOCK_OUTPUT, type Endpoint } from '../../engine/document/model';
import { editOpenGraph, useOpenGraph } from '../store/open-graph-store';
import { notify } from '../store/session-store';
import { endpointShape } from '../network/facts';
import { fitsPortKind, portKindRefusal, refusal, rewire } from '../network/wiring';

/** The sentence that refuses a wire between two ports of the open graph. */
export function wireRefusal(from: Endpoint, to: Endpoint): string | undefined {
  const { graph, facts, place, index } = useOpenGraph.getState();
  const reason = refusal(graph, from, to);
  if (reason) return reason;
  const port = facts.get(to.node)?.inputs.find(({ name }) => name === to.port);
  const shape = endpointShape(graph, place, from, index);
  return port && shape && !fitsPortKind(port.kind, shape.length) ? portKindRefusal(port.name, port.kind, shape) : undefined;
}

export function drawWire(from: Endpoint, to: Endpoint): boolean {
  const reason = wireRefusal(from, to);
  if (reason) {
    notify(reason, 'error');
    return false;
  }
  const { nodes } = indexGraph(useOpenGraph.getState().graph);
  const nameOf = ({ node }: Endpoint) => (node === BLOCK_INPUT ? 'block input' : node === BLOCK_OUTPUT ? 'block output' : nodes.get(node)!.name);
  editOpenGraph(`Connect ${nameOf(from)} to ${nameOf(to)}`, (graph) => rewire(graph, from, to));
  return true;
}
