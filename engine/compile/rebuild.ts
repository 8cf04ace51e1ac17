/** Copies a graph node by node through a rule that may replace each node; what every rewriting pass is made of. */
import { Builder } from '../ops/builder';
import type { Graph, OpNode, Value } from '../ops/graph';

/** Returns the values that stand for the node's outputs, having built whatever it needed. */
export type RewriteRule = (node: OpNode, inputs: readonly Value[], builder: Builder) => readonly Value[];

export function rebuild(graph: Graph, rule: RewriteRule): Graph {
  const builder = new Builder();
  const replaced = new Map<Value, Value>();
  for (const { value, binding } of graph.inputs) {
    replaced.set(value, builder.within({ origin: value.origin }, () => builder.input(value, binding)));
  }
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((input) => replaced.get(input)!);
    const outputs = builder.within({ origin: node.origin, phase: node.phase }, () => rule(node, inputs, builder));
    node.outputs.forEach((output, index) => replaced.set(output, outputs[index]!));
  }
  for (const { value, binding } of graph.outputs) builder.output(replaced.get(value)!, binding);
  return builder.finish();
}

/** Keeps a node as it is. */
export const keep: RewriteRule = (node, inputs, builder) => builder.apply(node.op, inputs, node.attributes as never);
