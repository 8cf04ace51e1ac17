/** The verifier catches each kind of illegal graph, and names the pass that made it. */
import { describe, expect, test } from 'vitest';
import { verify } from '../../engine/compile/verify';
import { Builder } from '../../engine/ops/builder';
import type { Graph, OpNode, Value } from '../../engine/ops/graph';

/** y = −|x| with a tensor that is read and updated: legal. */
function legal(): Graph {
  const builder = new Builder();
  const x = builder.input({ dtype: 'float32', shape: ['N', 3] }, { kind: 'feature', node: 'x' });
  const w = builder.input({ dtype: 'float32', shape: [3] }, { kind: 'tensor', key: 'w' });
  builder.output(builder.neg(builder.abs(x)), { kind: 'prediction', node: 'y' });
  builder.output(builder.exp(w), { kind: 'tensor', key: 'w' });
  return builder.finish();
}

const changeNode = (graph: Graph, at: number, change: (node: OpNode) => OpNode): Graph => ({
  ...graph,
  nodes: graph.nodes.map((node, index) => (index === at ? change(node) : node)),
});

const refused = (graph: Graph, what: RegExp, options = {}) => expect(() => verify(graph, '8-simplify', options)).toThrow(what);

describe('the verifier', () => {
  test('passes a legal graph', () => {
    expect(() => verify(legal(), '1-lower', { primitive: true })).not.toThrow();
  });

  test('names the pass', () => {
    const graph = legal();
    refused({ ...graph, nodes: [...graph.nodes].reverse() }, /the compiler pass 8-simplify made an illegal graph/);
  });

  test('refuses a value that is read before it is written', () => {
    const graph = legal();
    refused({ ...graph, nodes: [graph.nodes[1]!, graph.nodes[0]!, graph.nodes[2]!] }, /Neg reads v\d+ before it is written/);
  });

  test('refuses a value of another graph', () => {
    const stranger: Value = { id: 0, dtype: 'float32', shape: ['N', 3], origin: '' };
    refused(changeNode(legal(), 0, (node) => ({ ...node, inputs: [stranger] })), /Abs reads v0 before it is written/);
  });

  test('refuses a value that is written twice', () => {
    const graph = legal();
    refused({ ...graph, nodes: [...graph.nodes, graph.nodes[0]!] }, /written twice/);
    refused({ ...graph, inputs: [...graph.inputs, { value: graph.inputs[0]!.value, binding: { kind: 'scalar', name: 'rate' } }] }, /written twice/);
  });

  test('refuses two values under one id', () => {
    // A printed graph, and every name made from an id, would be ambiguous.
    const graph = legal();
    const output = { ...graph.nodes[1]!.outputs[0]!, id: graph.nodes[0]!.outputs[0]!.id };
    refused({ ...changeNode(graph, 1, (node) => ({ ...node, outputs: [output] })), outputs: [] }, /two values are called v\d+/);
  });

  test('refuses a type that the op does not give', () => {
    const graph = legal();
    const wrong = (change: Partial<Value>) => changeNode(graph, 1, (node) => ({ ...node, outputs: [{ ...node.outputs[0]!, ...change }] }));
    refused(wrong({ shape: ['N', 4] }), /Neg gives float32 N×3, not float32 N×4/);
    refused(wrong({ dtype: 'int32' }), /Neg gives float32 N×3, not int32 N×3/);
  });

  test('refuses an output too few or too many', () => {
    const graph = legal();
    refused({ ...changeNode(graph, 1, (node) => ({ ...node, outputs: [] })), outputs: [] }, /Neg gives 1 values, not 0/);
    const extra: Value = { id: 99, dtype: 'float32', shape: [], origin: '' };
    refused(changeNode(graph, 1, (node) => ({ ...node, outputs: [...node.outputs, extra] })), /Neg gives 1 values, not 2/);
  });

  test('refuses operands that the op does not take', () => {
    const builder = new Builder();
    const x = builder.input({ dtype: 'float32', shape: [2] }, { kind: 'feature', node: 'x' });
    const y = builder.input({ dtype: 'float32', shape: [3] }, { kind: 'feature', node: 'y' });
    builder.add(x, x);
    refused(changeNode(builder.finish(), 0, (node) => ({ ...node, inputs: [x, y] })), /Add cannot combine 2 with 3/);
  });

  test('refuses composite ops once they should be gone', () => {
    const builder = new Builder();
    const x = builder.input({ dtype: 'float32', shape: [2] }, { kind: 'feature', node: 'x' });
    builder.one('LogSoftmax', [x], { axis: 0 });
    expect(() => verify(builder.finish(), '4-optimizer')).not.toThrow();
    refused(builder.finish(), /LogSoftmax was not expanded/, { primitive: true });
  });

  test('refuses bindings that are used twice', () => {
    const graph = legal();
    const twin: Value = { ...graph.inputs[0]!.value, id: 98 };
    refused({ ...graph, inputs: [...graph.inputs, { value: twin, binding: graph.inputs[0]!.binding }] }, /two inputs are called x/);
    refused({ ...graph, outputs: [...graph.outputs, graph.outputs[0]!] }, /two outputs are called y/);
  });

  test('refuses an output that nothing computes', () => {
    const graph = legal();
    refused({ ...graph, nodes: graph.nodes.slice(0, 1) }, /the output y is never written/);
  });
});
