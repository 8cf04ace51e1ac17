import { selectedNodes, useOpenGraph } from '../store/open-graph-store';
import { notify, useSession } from '../store/session-store';
import type { Command } from './command';
import { needsNodes } from './conditions';
import { drawWire } from './draw-wire';

/** First at the box the wire comes from, then at the one it leads to. */
function run(): void {
  const { pendingWire } = useSession.getState();
  const { facts } = useOpenGraph.getState();
  const [first, second] = selectedNodes();
  if (!pendingWire && second) {
    // Two boxes are selected: from the left one to the right one.
    const [from, to] = first!.position.x <= second.position.x ? [first!, second] : [second, first!];
    const output = facts.get(from.id)?.outputs[0];
    return output ? join({ node: from.id, port: output.name }, to.id) : notify(`“${from.name}” has no output.`, 'error');
  }
  if (pendingWire) return join(pendingWire, first!.id);
  const output = facts.get(first!.id)?.outputs.find(({ isWired }) => !isWired) ?? facts.get(first!.id)?.outputs[0];
  if (!output) return notify(`“${first!.name}” has no output.`, 'error');
  useSession.setState({ pendingWire: { node: first!.id, port: output.name } });
  notify(`Wire from “${first!.name}”: go to the box it leads to and press the same key again; Escape gives up.`);
}

function join(from: { readonly node: string; readonly port: string }, id: string): void {
  useSession.setState({ pendingWire: undefined });
  const target = useOpenGraph.getState().facts.get(id);
  const input = target?.inputs.find(({ isWired }) => !isWired) ?? target?.inputs[0];
  if (!input) return notify(`“${target?.node.name}” has no input.`, 'error');
  drawWire(from, { node: id, port: input.name });
}

export const wireByKeyboard: Command = {
  id: 'wire',
  title: 'Draw a wire from the selected box',
  group: 'Wires',
  keys: ['w'],
  words: 'connect link',
  unavailable: () => needsNodes(1),
  run,
};
