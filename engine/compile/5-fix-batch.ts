/**
 * Replaces the batch symbol by a number, for forms that need one: convolutions with a group per image.
 *
 * Postcondition: no shape and no attribute of the graph names the symbol.
 */
import { BATCH, bindShape, type Shape } from '../core/shape';
import { float32Tensor } from '../core/dtype';
import { Builder } from '../ops/builder';
import type { Attributes, AttributeValue, Graph, Value } from '../ops/graph';

export function fixBatch(graph: Graph, batch: number): Graph {
  const bind = (shape: Shape) => bindShape(shape, { [BATCH]: batch });
  const builder = new Builder();
  const fixed = new Map<Value, Value>();
  for (const { value, binding } of graph.inputs) {
    const input = builder.within({ origin: value.origin }, () => builder.input({ dtype: value.dtype, shape: bind(value.shape) }, binding));
    fixed.set(value, input);
  }
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((input) => fixed.get(input)!);
    const outputs = builder.within({ origin: node.origin, phase: node.phase }, () => {
      if (node.op === 'DimensionSize') return [builder.constant(float32Tensor([], [inputs[0]!.shape[node.attributes['axis'] as number] as number]))];
      return builder.apply(node.op, inputs, bindAttributes(node.attributes, bind) as never);
    });
    node.outputs.forEach((output, index) => fixed.set(output, outputs[index]!));
  }
  for (const { value, binding } of graph.outputs) builder.output(fixed.get(value)!, binding);
  return builder.finish();
}

function bindAttributes(attributes: Attributes, bind: (shape: Shape) => readonly number[]): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, isShape(value) ? bind(value) : value]));
}

function isShape(value: AttributeValue | undefined): value is Shape {
  return Array.isArray(value) && value.some((dim) => typeof dim === 'string');
}
