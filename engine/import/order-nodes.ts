/** Puts nodes in an order in which every value is written before it is read. */
import { fail } from '../core/diagnostic';
import { topologicalOrder } from '../document/topological-order';
import type { SourceNode } from './source-model';

/** `given` are the names of inputs and weights. Throws LoomError for values that nothing writes, or that two write, and for circles. */
export function inOrder(nodes: readonly SourceNode[], given: ReadonlySet<string>): SourceNode[] {
  const writer = new Map<string, number>();
  nodes.forEach((node, index) => {
    for (const output of node.outputs) {
      if (output === '') continue;
      if (writer.has(output) || given.has(output)) fail('onnx-written-twice', `The value “${output}” is written twice, the second time by ${placeOf(node)}.`);
      writer.set(output, index);
    }
  });
  const sources = nodes.map((node) => readsOf(node).flatMap((input) => {
    const from = writer.get(input);
    if (from !== undefined) return [from];
    if (!given.has(input)) fail('onnx-missing-value', `${placeOf(node)} reads “${input}”, which is neither an input, nor a weight, nor computed by any node.`, { remedy: 'The file may be a part of a larger model; export the whole.' });
    return [];
  }));
  const { order, cycles } = topologicalOrder(nodes.length, (index) => sources[index]!);
  const [cycle] = cycles;
  if (cycle) fail('onnx-cycle', `The model runs in a circle: ${cycle.slice(0, 8).map((index) => placeOf(nodes[index]!)).join(' → ')}.`);
  return order.map((index) => nodes[index]!);
}

function readsOf({ inputs, captured }: SourceNode): string[] {
  return [...inputs, ...captured].filter((name) => name !== '');
}

export function placeOf({ name, op, outputs }: Pick<SourceNode, 'name' | 'op' | 'outputs'>): string {
  return name === '' ? `${op} → “${outputs[0] ?? ''}”` : `“${name}” (${op})`;
}
