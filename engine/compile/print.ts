/** The op graph as text, one line per op: for `layerloom ir`, golden tests and bug reports. */
import type { OnnxCall } from '../ops/onnx-node';
import { bindingName, type AttributeValue, type Graph, type OpNode, type Value } from '../ops/graph';

export function printGraph(graph: Graph): string {
  const inputs = graph.inputs.map(({ value, binding }) => `input  ${reference(value)} = ${binding.kind} ${bindingName(binding)}`);
  const nodes = graph.nodes.map(printNode);
  const outputs = graph.outputs.map(({ value, binding }) => `output ${binding.kind} ${bindingName(binding)} = v${value.id}`);
  return [...inputs, ...nodes, ...outputs, ''].join('\n');
}

function reference(value: Value): string {
  return `v${value.id}: ${value.dtype}[${value.shape.join(', ')}]`;
}

function printNode(node: OpNode): string {
  const attributes = Object.entries(node.attributes).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${printAttribute(value)}`]));
  const call = `${node.op}(${[...node.inputs.map((input) => `v${input.id}`), ...attributes].join(', ')})`;
  const place = [node.phase === 'forward' ? '' : node.phase, node.origin].filter(Boolean).join(' ');
  return `${node.outputs.map(reference).join(', ')} = ${call}${place ? `  # ${place}` : ''}`;
}

function printAttribute(value: AttributeValue): string {
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  if (typeof value === 'object' && 'dtype' in value) {
    const { data, shape } = value;
    return data.length <= 4 ? `{${Array.from(data as ArrayLike<number | bigint>, String).join(', ')}}` : `{${shape.join('×')} values}`;
  }
  return typeof value === 'object' ? (value as OnnxCall).op : String(value);
}
