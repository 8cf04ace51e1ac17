/**
 * A blocked convolution adds another value and applies ReLU in the pass that writes its result. This folds such ops into
 * the convolution before them, where nothing else reads what stood in between: biases and ReLUs after convolutions,
 * residual sums, gradients that meet.
 */
import { sameShape } from '../core/shape';
import type { BlockedConvAttributes } from '../ops/blocked-conv';
import type { Graph, OpNode, Value } from '../ops/graph';
import { keep, rebuild } from './rebuild';

/** A convolution that may still take more in. Its operands are values of the new graph. */
interface Open {
  readonly inputs: readonly Value[];
  readonly attributes: BlockedConvAttributes;
}

export function fuseBlockedConv(graph: Graph): Graph {
  const readOnce = valuesReadOnce(graph);
  const open = new Map<Value, Open>();
  return rebuild(graph, (node, inputs, builder) => {
    const fused = extended(node, inputs, open, readOnce);
    const outputs = fused ? builder.apply('BlockedConv', fused.inputs, fused.attributes) : keep(node, inputs, builder);
    if (fused) open.set(node.outputs[0]!, fused);
    if (node.op === 'BlockedConv') open.set(node.outputs[0]!, { inputs, attributes: node.attributes as unknown as BlockedConvAttributes });
    return outputs;
  });
}

/** The convolution that does this node's work as well, if there is one. */
function extended(node: OpNode, inputs: readonly Value[], open: ReadonlyMap<Value, Open>, readOnce: ReadonlySet<Value>): Open | undefined {
  if (node.op !== 'Relu' && node.op !== 'Add') return undefined;
  const at = node.inputs.findIndex((input) => readOnce.has(input) && canTake(node, open.get(input)));
  if (at < 0) return undefined;
  const conv = open.get(node.inputs[at]!)!;
  if (node.op === 'Relu') return { ...conv, attributes: { ...conv.attributes, activation: 'Relu' } };
  const other = inputs[1 - at]!;
  return sameShape(other.shape, node.outputs[0]!.shape) ? { ...conv, inputs: [...conv.inputs, other] } : undefined;
}

function canTake(node: OpNode, conv: Open | undefined): boolean {
  if (!conv || conv.attributes.activation) return false;
  return node.op === 'Relu' || !conv.inputs.slice(2).some(({ shape }) => shape.length > 1);
}

function valuesReadOnce(graph: Graph): Set<Value> {
  const reads = new Map<Value, number>();
  const read = (value: Value) => reads.set(value, (reads.get(value) ?? 0) + 1);
  for (const node of graph.nodes) node.inputs.forEach(read);
  for (const { value } of graph.outputs) read(value);
  return new Set([...reads].flatMap(([value, count]) => (count === 1 ? [value] : [])));
}
