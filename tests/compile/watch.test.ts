/** The watch graph against finite differences: every wire's gradient and every weight's, through an independent interpreter. */
import { describe, expect, test } from 'vitest';
import { finish } from '../../engine/compile/pipeline';
import { watchGraph, watchTrace } from '../../engine/compile/watch';
import { addNode, connect, createDocument } from '../../engine/document/edits';
import type { LoomDocument } from '../../engine/document/model';
import { inferNetwork } from '../../engine/infer/infer-network';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { bindingName, type Graph } from '../../engine/ops/graph';
import { interpret, type Feeds } from '../interpreter/interpret';
import type { NdArray } from '../interpreter/nd-array';
import { Sketch, TARGET } from './small-network';

const ROWS = 3;

function branched(): LoomDocument {
  const sketch = new Sketch();
  const relu = sketch.chain(
    { type: 'input', name: 'image', params: { shape: [1, 5, 5] } },
    { type: 'conv2d', name: 'conv', params: { filters: 2, kernel: 3 } },
    { type: 'tanh', name: 'bend' },
  );
  const left = sketch.add({ type: 'sigmoid', name: 'left' }, relu);
  const joined = sketch.add({ type: 'add', name: 'joined' }, left, relu);
  const flat = sketch.add({ type: 'flatten', name: 'flat' }, joined);
  const scores = sketch.add({ type: 'dense', name: 'scores', params: { units: 3 } }, flat);
  sketch.add({ type: 'output', name: 'answer', params: { loss: 'cross-entropy' } }, scores);
  return sketch.document();
}

/** Numbers without a pattern that matters. */
const wave = (count: number, shift: number) => Float64Array.from({ length: count }, (_, index) => 0.6 * Math.sin(1.7 * index + shift));

function feedsOf(graph: Graph): Record<string, NdArray> {
  return Object.fromEntries(
    graph.inputs.map(({ value, binding }, index) => {
      const shape = value.shape.map((dim) => (typeof dim === 'number' ? dim : ROWS));
      const count = shape.reduce((product, size) => product * size, 1);
      return [bindingName(binding), { shape, data: binding.kind === 'target' ? Float64Array.from([0, 2, 1]) : wave(count, index) }];
    }),
  );
}

function run(graph: Graph, feeds: Feeds): Map<string, NdArray> {
  const results = interpret(graph, feeds);
  return new Map(graph.outputs.map(({ binding }, index) => [bindingName(binding), results[index]!]));
}

const objectiveOf = (graph: Graph, feeds: Feeds) => run(graph, feeds).get(':objective')!.data[0]!;
const H = 1e-5;

describe('the watch graph', () => {
  const network = inferNetwork(branched());
  const { graph } = finish(watchGraph(network), TARGET, 'watch');
  const feeds = feedsOf(graph);
  const found = run(graph, feeds);

  test('gives the gradients of weights and inputs that finite differences give', () => {
    const checked = [...network.tensors.keys()].map((key) => [key, `${key}:gradient`]).concat([['image', bindingName(watchTrace('image', 'out', 'gradient'))]]);
    for (const [input, output] of checked) {
      const { data, shape } = feeds[input!]!;
      const gradient = found.get(output!)!;
      expect(gradient.shape).toEqual(shape);
      data.forEach((value, index) => {
        const moved = (by: number) => objectiveOf(graph, { ...feeds, [input!]: { shape, data: data.with(index, value + by) } });
        expect(gradient.data[index]).toBeCloseTo((moved(H) - moved(-H)) / (2 * H), 7);
      });
    }
  });

  // A wire is taken as an input of what is left of the network behind it.
  test.each(['bend', 'left', 'joined', 'flat'])('gives the gradient of the wire that leaves “%s”', (name) => {
    const { graph: rest, nodes } = cutBehind(name);
    const activation = found.get(bindingName(watchTrace(name, 'out', 'activation')))!;
    const restFeeds = { ...pick(feeds, rest), [name]: activation };
    for (const other of nodes) restFeeds[other] = found.get(bindingName(watchTrace(other, 'out', 'activation')))!;
    const gradient = found.get(bindingName(watchTrace(name, 'out', 'gradient')))!;
    activation.data.forEach((value, index) => {
      const moved = (by: number) => objectiveOf(rest, { ...restFeeds, [name]: { shape: activation.shape, data: activation.data.with(index, value + by) } });
      expect(gradient.data[index]).toBeCloseTo((moved(H) - moved(-H)) / (2 * H), 7);
    });
  });

  test('a layer without a gradient before the first weights keeps nothing from being watched', () => {
    const sketch = new Sketch();
    sketch.chain(
      { type: 'input', name: 'x', params: { shape: [2] } },
      { type: 'step', name: 'fire', params: { surrogate: 'none' } },
      { type: 'dense', name: 'line', params: { units: 1 } },
      { type: 'output', name: 'y', params: { loss: 'half-squared-error' } },
    );
    const names = watchGraph(inferNetwork(sketch.document())).outputs.map(({ binding }) => bindingName(binding));
    expect(names).toContain('fire:trace:activation:out');
    expect(names).toContain('line:trace:gradient:out');
    expect(names).not.toContain('x:trace:gradient:out');
  });
});

/** The network with an Input in place of `name`, and of every other wire that its followers read besides. */
function cutBehind(name: string): { readonly graph: Graph; readonly nodes: readonly string[] } {
  const document = branched();
  const inferred = inferNetwork(document);
  const chain = ['image', 'conv', 'bend', 'left', 'joined', 'flat', 'scores', 'answer'];
  const kept = chain.slice(chain.indexOf(name) + 1);
  const sizeOf = (path: string) => inferred.nodes.find(({ flat }) => flat.path === path)!.sizes!.outputs[0]!;
  let graph = { ...document.graph, nodes: document.graph.nodes.filter((node) => kept.includes(node.name)), wires: [] as typeof document.graph.wires };
  const ids = new Map(document.graph.nodes.map((node) => [node.name, node.id]));
  const inputs: string[] = [];
  for (const wire of document.graph.wires) {
    const [from, to] = [wire.from, wire.to].map(({ node }) => document.graph.nodes.find(({ id }) => id === node)!.name);
    if (!kept.includes(to!)) continue;
    if (!kept.includes(from!) && !inputs.includes(from!)) {
      inputs.push(from!);
      const added = addNode(graph, { type: 'input', name: from!, params: { shape: [...sizeOf(from!)] } }, LAYER_CATALOG);
      graph = added.graph as typeof graph;
      ids.set(from!, added.node.id);
    }
    graph = connect(graph, { node: ids.get(from!)!, port: 'out' }, { node: ids.get(to!)!, port: wire.to.port }) as typeof graph;
  }
  return { graph: finish(watchGraph(inferNetwork(createDocument('rest', graph))), TARGET, 'rest').graph, nodes: inputs.filter((other) => other !== name) };
}

function pick(feeds: Feeds, { inputs }: Graph): Record<string, NdArray> {
  return Object.fromEntries(inputs.flatMap(({ binding }) => (feeds[bindingName(binding)] ? [[bindingName(binding), feeds[bindingName(binding)]!]] : [])));
}
