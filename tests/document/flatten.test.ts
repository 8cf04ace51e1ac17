import { describe, expect, test } from 'vitest';
import { LoomError } from '../../engine/core/diagnostic';
import { float32Tensor } from '../../engine/core/dtype';
import { addDefinition, addNode, blockInstance, connect, createDocument, EMPTY_GRAPH, updateNode } from '../../engine/document/edits';
import type { FlatGraph } from '../../engine/document/flat-graph';
import { flatten, tryFlatten } from '../../engine/document/flatten';
import { GraphBuilder } from '../../engine/document/graph-builder';
import type { BlockDefinition, GraphNode, LoomDocument } from '../../engine/document/model';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';

/** A block `conv → relu`, whose convolution has twice the filters that are asked for. */
const CONV_BLOCK: BlockDefinition = (() => {
  const builder = new GraphBuilder(LAYER_CATALOG);
  const conv = builder.add({ type: 'conv2d', name: 'conv', params: { filters: { expression: 'filters*2' }, kernel: [{ expression: 'kernel' }, 1] } }, builder.blockInput());
  builder.blockOutput(builder.add({ type: 'relu', name: 'relu' }, conv));
  return {
    id: 'convblock',
    name: 'conv block',
    inputs: [{ name: 'in', kind: 'image' }],
    outputs: [{ name: 'out', kind: 'image' }],
    parameters: [
      { name: 'filters', kind: 'integer', default: 4, min: 1 },
      { name: 'kernel', kind: 'integer', default: { expression: 'filters-1' } },
    ],
    graph: builder.build(),
  };
})();

/** A block around two of them. */
const STAGE: BlockDefinition = (() => {
  const builder = new GraphBuilder(LAYER_CATALOG);
  const blocks = builder.add(blockInstance(CONV_BLOCK, { name: 'block', repeat: 2, params: { filters: { expression: 'width' } } }), builder.blockInput());
  builder.blockOutput(blocks);
  return { ...CONV_BLOCK, id: 'stage', name: 'stage', parameters: [{ name: 'width', kind: 'integer', default: 8 }], graph: builder.build() };
})();

/** input → block node → output */
function around(definitions: readonly BlockDefinition[], instance: Parameters<GraphBuilder['add']>[0]): LoomDocument {
  const builder = new GraphBuilder(LAYER_CATALOG);
  const input = builder.add({ type: 'input', name: 'input' });
  builder.add({ type: 'output', name: 'output' }, builder.add(instance, input));
  return definitions.reduce(addDefinition, createDocument('test', builder.build()));
}

/** `a.out > b.in`, in the order of the flat graph. */
function wires({ wires: all }: FlatGraph): string[] {
  return all.map(({ from, to }) => `${from.path}.${from.port} > ${to.path}.${to.port}`);
}

function paths(graph: FlatGraph): string[] {
  return graph.nodes.map(({ path }) => path);
}

function problemsOf(document: LoomDocument): string[] {
  return tryFlatten(document).problems.map(({ message }) => message);
}

function nodeNamed(document: LoomDocument, name: string): GraphNode {
  return document.graph.nodes.find((node) => node.name === name)!;
}

describe('blocks', () => {
  test('nested and repeated blocks unfold into name paths', () => {
    const graph = flatten(around([CONV_BLOCK, STAGE], blockInstance(STAGE, { name: 'stage2', params: { width: 3 } })));
    expect(paths(graph)).toEqual(['input', 'stage2/block1/conv', 'stage2/block1/relu', 'stage2/block2/conv', 'stage2/block2/relu', 'output']);
    expect(wires(graph)).toEqual([
      'input.out > stage2/block1/conv.in',
      'stage2/block1/conv.out > stage2/block1/relu.in',
      'stage2/block1/relu.out > stage2/block2/conv.in',
      'stage2/block2/conv.out > stage2/block2/relu.in',
      'stage2/block2/relu.out > output.in',
    ]);
    expect(graph.nodes[1]).toMatchObject({ params: { filters: 6, kernel: [2, 1] }, tensorPath: 'stage2/block1/conv', frozen: false });
    expect(graph.nodes[3]!.instancePath).toHaveLength(2);
    expect(graph.blocks.map(({ path, inputs, outputs }) => [path, inputs[0]!.from?.path, outputs[0]!.from?.path])).toEqual([
      ['stage2', 'input', 'stage2/block2/relu'],
      ['stage2/block1', 'input', 'stage2/block1/relu'],
      ['stage2/block2', 'stage2/block1/relu', 'stage2/block2/relu'],
    ]);
  });

  test('copies that share weights have the tensors of the first, at any depth', () => {
    const shared = flatten(around([CONV_BLOCK, STAGE], blockInstance(STAGE, { name: 's', repeat: 2, shareWeights: true })));
    expect(shared.nodes.filter(({ path }) => path.endsWith('conv')).map(({ path, tensorPath }) => [path, tensorPath])).toEqual([
      ['s1/block1/conv', 's1/block1/conv'],
      ['s1/block2/conv', 's1/block2/conv'],
      ['s2/block1/conv', 's1/block1/conv'],
      ['s2/block2/conv', 's1/block2/conv'],
    ]);
  });

  test('the number of the copy is known inside', () => {
    const builder = new GraphBuilder(LAYER_CATALOG);
    builder.blockOutput(builder.add({ type: 'dense', name: 'dense', params: { units: { expression: 'copy*10' } } }, builder.blockInput()));
    const growing: BlockDefinition = { ...CONV_BLOCK, parameters: [], graph: builder.build() };
    const graph = flatten(around([growing], blockInstance(growing, { name: 'b', repeat: 3 })));
    expect(graph.nodes.filter(({ node }) => node.type === 'dense').map(({ params }) => params.units)).toEqual([10, 20, 30]);
  });

  test('a repeat of 0 and a muted block pass their input on', () => {
    for (const change of [{ repeat: 0 }, { muted: true }]) {
      expect(wires(flatten(around([CONV_BLOCK], blockInstance(CONV_BLOCK, change))))).toEqual(['input.out > output.in']);
    }
  });

  test('inputs beyond the outputs reach every copy', () => {
    const builder = new GraphBuilder(LAYER_CATALOG);
    builder.blockOutput(builder.add({ type: 'add', name: 'add' }, { in1: builder.blockInput('x'), in2: builder.blockInput('mask') }), 'y');
    const masked: BlockDefinition = { ...CONV_BLOCK, parameters: [], inputs: [{ name: 'x', kind: 'any' }, { name: 'mask', kind: 'any' }], outputs: [{ name: 'y', kind: 'any' }], graph: builder.build() };
    const outer = new GraphBuilder(LAYER_CATALOG);
    const x = outer.add({ type: 'input', name: 'x' });
    const mask = outer.add({ type: 'input', name: 'mask' });
    outer.add(blockInstance(masked, { name: 'm', repeat: 2 }), { x, mask });
    expect(wires(flatten(addDefinition(createDocument('d', outer.build()), masked)))).toEqual([
      'x.out > m1/add.in1',
      'mask.out > m1/add.in2',
      'm1/add.out > m2/add.in1',
      'mask.out > m2/add.in2',
    ]);
  });

  test('tensor settings of instances win over those of the definition, and freezing reaches inside', () => {
    const value = float32Tensor([1], [5]);
    const [conv, ...rest] = CONV_BLOCK.graph.nodes;
    const own: BlockDefinition = { ...CONV_BLOCK, graph: { ...CONV_BLOCK.graph, nodes: [{ ...conv!, tensors: { weight: { init: { name: 'zeros' }, lrScale: 2 } } }, ...rest] } };
    const graph = flatten(around([own], blockInstance(own, { name: 'b', repeat: 2, frozen: true, tensors: { '2/conv.weight': { value, lrScale: 3 } } })));
    const convs = graph.nodes.filter(({ node }) => node.type === 'conv2d');
    expect(convs.map(({ tensors }) => tensors.weight)).toEqual([{ init: { name: 'zeros' }, lrScale: 2 }, { init: { name: 'zeros' }, lrScale: 3, value }]);
    expect(convs.every(({ frozen }) => frozen)).toBe(true);
    expect(graph.nodes.find(({ path }) => path === 'output')!.frozen).toBe(false);
  });
});

describe('muted nodes', () => {
  test('hand on their first connected input', () => {
    const builder = new GraphBuilder(LAYER_CATALOG);
    const a = builder.add({ type: 'input', name: 'a' });
    const b = builder.add({ type: 'input', name: 'b' });
    const add = builder.add({ type: 'add', name: 'add', muted: true }, { in10: b, in2: a });
    const relu = builder.add({ type: 'relu', name: 'relu', muted: true }, add);
    builder.add({ type: 'output', name: 'output' }, relu);
    const graph = flatten(createDocument('d', builder.build()));
    expect(wires(graph)).toEqual(['a.out > output.in']);
    expect(paths(graph)).toEqual(['a', 'b', 'output']);
  });

  test('a muted source leaves what it fed unconnected', () => {
    const builder = new GraphBuilder(LAYER_CATALOG);
    builder.add({ type: 'output', name: 'output' }, builder.add({ type: 'input', name: 'input', muted: true }));
    expect(wires(flatten(createDocument('d', builder.build())))).toEqual([]);
  });
});

describe('problems', () => {
  test('a cycle is named in the direction of flow', () => {
    const builder = new GraphBuilder(LAYER_CATALOG);
    const input = builder.add({ type: 'input', name: 'input' });
    const dense = builder.add({ type: 'dense', name: 'dense1' });
    const relu = builder.add({ type: 'relu', name: 'relu1' }, dense);
    const last = builder.add({ type: 'dense', name: 'dense2' }, relu);
    builder.add({ type: 'output', name: 'output' }, input);
    const document = createDocument('d', connect(builder.build(), { node: last.id, port: 'out' }, { node: dense.id, port: 'in' }));
    expect(() => flatten(document)).toThrow(LoomError);
    expect(problemsOf(document)).toEqual(['The network runs in a circle: dense1 → relu1 → dense2 → dense1.']);
    expect(paths(tryFlatten(document).graph)).toHaveLength(5);
  });

  test('a circle through muted nodes alone, and one through a block that only passes on', () => {
    const builder = new GraphBuilder(LAYER_CATALOG);
    const a = builder.add({ type: 'relu', name: 'a', muted: true });
    const b = builder.add({ type: 'relu', name: 'b', muted: true }, a);
    builder.add({ type: 'output', name: 'output' }, b);
    const circle = createDocument('d', connect(builder.build(), { node: b.id, port: 'out' }, { node: a.id, port: 'in' }));
    expect(problemsOf(circle)).toEqual([expect.stringContaining('run in a circle without a layer')]);

    const inner = new GraphBuilder(LAYER_CATALOG);
    inner.blockOutput(inner.blockInput());
    const passing: BlockDefinition = { ...CONV_BLOCK, parameters: [], graph: inner.build() };
    const { graph, node } = addNode(EMPTY_GRAPH, blockInstance(passing, { name: 'p' }), LAYER_CATALOG);
    const looped = addDefinition(createDocument('d', connect(graph, { node: node.id, port: 'out' }, { node: node.id, port: 'in' })), passing);
    expect(problemsOf(looped)).toEqual([expect.stringContaining('run in a circle without a layer')]);
  });

  test('long chains do not exhaust the stack', () => {
    const nodes: GraphNode[] = Array.from({ length: 6_000 }, (_, index) => ({ id: `n${index}`, type: 'relu', typeVersion: 1, name: `n${index}`, params: {}, position: { x: 0, y: 0 }, muted: index % 2 === 1 }));
    const chain = nodes.slice(1).map((node, index) => ({ id: `w${index}`, from: { node: `n${index}`, port: 'out' }, to: { node: node.id, port: 'in' } }));
    // Backwards in the file, so that the search begins at the far end.
    const graph = flatten(createDocument('d', { nodes: nodes.toReversed(), wires: chain, notes: [] }));
    expect(graph.nodes[0]!.path).toBe('n0');
    expect(graph.wires).toHaveLength(2_999);
  });

  test('arguments and expressions are checked, naming node and parameter', () => {
    const stage = (params: GraphNode['params']) => problemsOf(around([CONV_BLOCK], blockInstance(CONV_BLOCK, { name: 'b', params })));
    expect(stage({ filters: 0 })).toEqual(['The parameter "filters" of "b" must be at least 1, but is 0.']);
    expect(stage({ filters: 'x' })[0]).toBe('The parameter "filters" of "b" must be a whole number, but is "x".');
    expect(stage({ width: 3 })).toEqual(['The block "conv block", used by "b", has no parameter "width".']);
    expect(stage({ filters: { expression: 'depth+1' } })[0]).toBe('The parameter "filters" of "b": There is no parameter "depth" here (column 1 of "depth+1").');
    const plain = around([CONV_BLOCK], blockInstance(CONV_BLOCK, { name: 'b' }));
    const outside = { ...plain, graph: updateNode(plain.graph, nodeNamed(plain, 'output').id, { params: { size: { expression: '3*' } } }) };
    expect(tryFlatten(outside).problems[0]).toMatchObject({ code: 'expression', node: 'output', parameter: 'size', column: 3 });
  });

  test('repeats, names and definitions that cannot be', () => {
    const repeat = (times: number) => problemsOf(around([CONV_BLOCK], blockInstance(CONV_BLOCK, { name: 'b', repeat: times })));
    expect(repeat(1.5)[0]).toContain('cannot be repeated 1.5 times');
    expect(repeat(-1)[0]).toContain('cannot be repeated -1 times');
    expect(repeat(500)).toEqual([]);
    expect(repeat(10_001)[0]).toContain('a whole number from 0 to 10000');

    const clash = around([CONV_BLOCK], blockInstance(CONV_BLOCK, { name: 'b', repeat: 2 }));
    const { graph } = addNode(clash.graph, { type: 'relu', name: 'b1' }, LAYER_CATALOG);
    expect(problemsOf({ ...clash, graph })).toEqual(['Two nodes have the path "b1".']);

    const missing = around([], blockInstance(CONV_BLOCK, { name: 'b' }));
    expect(problemsOf(missing)).toEqual(['The block that "b" uses is not defined in this document.']);

    const { graph: self } = addNode(EMPTY_GRAPH, blockInstance(STAGE, { name: 'again' }), LAYER_CATALOG);
    expect(problemsOf({ ...clash, graph: self, definitions: [{ ...STAGE, graph: self }] })).toEqual(['The block "stage" contains itself, at "again/again".']);

    const bomb = around([CONV_BLOCK, STAGE], blockInstance(STAGE, { name: 'b', repeat: 10_000 }));
    const wide: LoomDocument = { ...bomb, definitions: bomb.definitions.map((definition) => (definition.id === 'stage' ? { ...definition, graph: { ...definition.graph, nodes: definition.graph.nodes.map((node) => ({ ...node, block: { ...node.block!, repeat: 10_000 } })) } } : definition)) };
    expect(() => flatten(wide)).toThrow('unfold to more than 100000 nodes');
  });

  test('settings for a tensor that is not there are kept, with a warning', () => {
    const document = around([CONV_BLOCK], blockInstance(CONV_BLOCK, { name: 'b', tensors: { 'gone.weight': { frozen: true } } }));
    expect(tryFlatten(document).problems).toMatchObject([{ code: 'tensor-unmatched', severity: 'warning', node: 'b' }]);
    expect(() => flatten(document)).not.toThrow();
  });
});

test('1,000 nodes flatten in a few milliseconds', () => {
  const builder = new GraphBuilder(LAYER_CATALOG);
  let last = builder.add({ type: 'input' });
  for (let index = 0; index < 999; index++) last = builder.add({ type: 'relu' }, last);
  const document = createDocument('d', builder.build());
  // The best of several: other work on the machine is no fault of ours.
  const times = Array.from({ length: 8 }, () => {
    const start = performance.now();
    flatten({ ...document, graph: { ...document.graph } });
    return performance.now() - start;
  });
  expect(Math.min(...times)).toBeLessThan(20);
});
