/**
 * Replaces composite ops by primitive ones, choosing formulations for the backend.
 *
 * Postcondition: every node is primitive. Values that other nodes or graph outputs refer to keep their meaning, not their id.
 */
import { Builder } from '../ops/builder';
import type { LoweringTarget } from '../ops/define-op';
import type { Graph, Value } from '../ops/graph';
import { opDefinition } from '../ops/index';
import { rebuild } from './rebuild';

export function expandComposites(graph: Graph, target: LoweringTarget): Graph {
  return rebuild(graph, (node, inputs, builder) => expand(builder, node.op, inputs, node.attributes, target));
}

function expand(builder: Builder, op: Graph['nodes'][number]['op'], inputs: readonly Value[], attributes: Graph['nodes'][number]['attributes'], target: LoweringTarget): readonly Value[] {
  const definition = opDefinition(op);
  if (definition.kind === 'primitive') return builder.apply(op, inputs, attributes as never);
  // A composite may expand into composites; those are expanded in a graph of their own, spliced in.
  const inner = new Builder();
  const operands = inputs.map((input) => inner.input(input, { kind: 'feature', node: '' }));
  const results = definition.expand({ builder: inner, inputs: operands, attributes, target });
  const values = new Map<Value, Value>(operands.map((operand, index) => [operand, inputs[index]!]));
  for (const node of inner.finish().nodes) {
    const outputs = expand(builder, node.op, node.inputs.map((input) => values.get(input)!), node.attributes, target);
    node.outputs.forEach((output, index) => values.set(output, outputs[index]!));
  }
  return results.map((result) => values.get(result)!);
}
