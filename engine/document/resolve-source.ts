/** The second half of flattening: from the end of a wire back to the layer whose output it carries. */
import { problem, type Diagnostic } from '../core/diagnostic';
import type { OpenGraph } from './expand-blocks';
import type { FlatEndpoint } from './flat-graph';
import { indexGraph, wiresInto } from './graph-index';
import { BLOCK_INPUT, BLOCK_OUTPUT, type Endpoint } from './model';

/** Where one step leads: a place in an open graph, or the end. */
type Step = { readonly home: OpenGraph; readonly end: Endpoint } | { readonly source: FlatEndpoint | undefined };

const NOTHING: Step = { source: undefined };

/** What feeds a port: the wire that leads to it. */
function feeding(home: OpenGraph, node: string, port: string): Step {
  const wire = wiresInto(home.graph, node).get(port);
  return wire ? { home, end: wire.from } : NOTHING;
}

/** From a port of a block out of it: to the copy before, which feeds this one by position, or to the graph around it. */
function outOf(home: OpenGraph, port: string): Step {
  if (!home.outer || !home.definition) return NOTHING;
  const { inputs, outputs } = home.definition;
  const fromPrevious = outputs[inputs.findIndex(({ name }) => name === port)];
  if (home.previous && fromPrevious) return feeding(home.previous, BLOCK_OUTPUT, fromPrevious.name);
  // Inputs beyond the outputs (a mask, a condition) reach every copy alike.
  return feeding(home.outer.home, home.outer.node.id, port);
}

/** Past a node that is not there: a muted layer hands on its first connected input, a block the input at the same place. */
function past(home: OpenGraph, { node: id, port }: Endpoint, outputs: readonly string[] | undefined, inputs: readonly string[] | undefined): Step {
  const ports = [...wiresInto(home.graph, id).keys()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const input = outputs && inputs ? inputs[outputs.indexOf(port)] : ports[0];
  return input === undefined ? NOTHING : feeding(home, id, input);
}

function step(home: OpenGraph, end: Endpoint): Step {
  if (end.node === BLOCK_INPUT) return outOf(home, end.port);
  const node = indexGraph(home.graph).nodes.get(end.node);
  if (!node) return NOTHING;
  if (!node.block) return node.muted ? past(home, end, undefined, undefined) : { source: { path: home.path + node.name, port: end.port } };
  const copy = home.lastCopies.get(node.id);
  if (copy) return feeding(copy, BLOCK_OUTPUT, end.port);
  const definition = home.definitions.get(node.block.definition);
  return past(home, end, definition?.outputs.map(({ name }) => name), definition?.inputs.map(({ name }) => name));
}

/** The layer output that `end` carries, seen from inside `home`; undefined where nothing is connected. */
export function resolveSource(home: OpenGraph, end: Endpoint, found: Diagnostic[]): FlatEndpoint | undefined {
  let at = step(home, end);
  // Almost always one step is enough; only a longer way can be a circle.
  if ('source' in at) return at.source;
  for (const seen = new Set<string>(); ; at = step(at.home, at.end)) {
    if ('source' in at) return at.source;
    const place = `${at.home.path} ${at.end.node} ${at.end.port}`;
    if (seen.has(place)) {
      const name = indexGraph(at.home.graph).nodes.get(at.end.node)?.name ?? at.end.port;
      const node = at.home.path + name;
      found.push(problem('cycle', `The wires around "${node}" run in a circle without a layer in it.`, { node, remedy: 'Remove one of them.' }));
      return undefined;
    }
    seen.add(place);
  }
}
