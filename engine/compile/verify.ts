/**
 * The executable specification of a legal op graph, run between passes: every value is written once before it is read,
 * types are what the op infers, bindings are unique, and nothing composite is left once passes have expanded it.
 */
import { formatShape, sameShape } from '../core/shape';
import { bindingName, type Graph, type Value } from '../ops/graph';
import { opDefinition } from '../ops/index';

export function verify(graph: Graph, pass: string, { primitive = false }: { readonly primitive?: boolean } = {}): void {
  const broken = (what: string): never => {
    throw new Error(`the compiler pass ${pass} made an illegal graph: ${what}`);
  };
  const known = new Set<Value>();
  const ids = new Set<number>();
  const define = (value: Value) => {
    if (known.has(value)) broken(`v${value.id} is written twice`);
    // Passes tell values apart by identity or by id; the two must agree.
    if (ids.has(value.id)) broken(`two values are called v${value.id}`);
    known.add(value);
    ids.add(value.id);
  };
  const names = new Set<string>();
  for (const { value, binding } of graph.inputs) {
    define(value);
    const name = bindingName(binding);
    if (names.has(name)) broken(`two inputs are called ${name}`);
    names.add(name);
  }
  for (const node of graph.nodes) {
    const definition = opDefinition(node.op);
    if (primitive && definition.kind === 'composite') broken(`${node.op} was not expanded`);
    for (const input of node.inputs) if (!known.has(input)) broken(`${node.op} reads v${input.id} before it is written`);
    const types = definition.infer(node.inputs, node.attributes);
    if (types.length !== node.outputs.length) broken(`${node.op} gives ${types.length} values, not ${node.outputs.length}`);
    types.forEach((type, index) => {
      const output = node.outputs[index];
      if (!output || output.dtype !== type.dtype || !sameShape(output.shape, type.shape)) {
        broken(`${node.op} gives ${type.dtype} ${formatShape(type.shape)}, not ${output?.dtype} ${formatShape(output?.shape ?? [])}`);
      }
    });
    node.outputs.forEach(define);
  }
  const outputs = new Set<string>();
  for (const { value, binding } of graph.outputs) {
    if (!known.has(value)) broken(`the output ${bindingName(binding)} is never written`);
    if (outputs.has(bindingName(binding))) broken(`two outputs are called ${bindingName(binding)}`);
    outputs.add(bindingName(binding));
  }
}
