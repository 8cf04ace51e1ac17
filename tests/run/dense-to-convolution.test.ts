import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder } from '../../engine/document/graph-builder';
import type { GraphNode, LoomDocument } from '../../engine/document/model';
import { setTensorValues } from '../../engine/infer/change-tensors';
import { denseToConvolution, whyNotConvolution } from '../../engine/infer/dense-to-convolution';
import { inferNetwork } from '../../engine/infer/infer-network';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { initialTensors } from '../../engine/run/initial-tensors';
import { runBoth } from './run-both';

const settings = fc.record({
  channels: fc.integer({ min: 1, max: 4 }),
  height: fc.integer({ min: 1, max: 6 }),
  width: fc.integer({ min: 1, max: 6 }),
  pool: fc.boolean(),
  hidden: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 2 }),
  between: fc.array(fc.constantFrom('relu', 'dropout', 'tanh', 'batch-norm', 'prelu'), { maxLength: 2 }),
  before: fc.constantFrom('none', 'relu', 'dropout'),
  classes: fc.integer({ min: 2, max: 5 }),
  bias: fc.boolean(),
});

function network({ channels, height, width, pool, hidden, between, before, classes, bias }: typeof settings extends fc.Arbitrary<infer T> ? T : never): LoomDocument {
  const graph = new GraphBuilder(LAYER_CATALOG);
  const scale = pool ? 2 : 1;
  let last: GraphNode = graph.add({ type: 'input', name: 'picture', params: { shape: [2, height * scale, width * scale] } });
  last = graph.add({ type: 'conv2d', name: 'conv', params: { filters: channels, kernel: [3, 3], padding: 'same' } }, last);
  if (pool) last = graph.add({ type: 'max-pool2d', name: 'pool' }, last);
  last = graph.add({ type: 'flatten', name: 'flat' }, last);
  if (before !== 'none') last = graph.add({ type: before, name: 'before' }, last);
  hidden.forEach((units, index) => {
    last = graph.add({ type: 'dense', name: `hidden${index}`, params: { units, bias } }, last);
    for (const type of between) last = graph.add({ type }, last);
  });
  last = graph.add({ type: 'dense', name: 'scores', params: { units: classes } }, last);
  graph.add({ type: 'output', name: 'answer' }, last);
  const document = createDocument('net', graph.build());
  const inferred = inferNetwork(document);
  return setTensorValues(document, inferred, initialTensors(inferred.tensors, 5));
}

const idOf = (document: LoomDocument, name: string): string => document.graph.nodes.find((node) => node.name === name)!.id;

describe('dense layers as convolutions', () => {
  it('answer the same, whatever stands before and between', async () => {
    await fc.assert(
      fc.asyncProperty(settings, async (chosen) => {
        const before = network(chosen);
        const { document: after, names } = denseToConvolution(before, inferNetwork(before), idOf(before, 'scores'));
        expect(names).toEqual([...chosen.hidden.map((_, index) => `hidden${index}`), 'scores']);
        expect(inferNetwork(after).problems).toEqual([]);
        expect(after.graph.nodes.map(({ type }) => type)).not.toContain('dense');
        expect(inferNetwork(after).totals.params).toBe(inferNetwork(before).totals.params);
        const [a, b] = await runBoth(before, after);
        a!.forEach((value, index) => expect(Math.abs(value - b![index]!)).toBeLessThanOrEqual(1e-5));
      }),
      { numRuns: 25 },
    );
  });

  it('give a map where the picture is larger, and its mean as the answer', () => {
    const before = network({ channels: 3, height: 4, width: 5, pool: true, hidden: [6], between: ['relu'], before: 'none', classes: 3, bias: true });
    const { document } = denseToConvolution(before, inferNetwork(before), idOf(before, 'flat'));
    const larger = { ...document, graph: { ...document.graph, nodes: document.graph.nodes.map((node) => (node.name === 'picture' ? { ...node, params: { shape: [2, 16, 16] } } : node)) } };
    const { nodes, problems } = inferNetwork(larger);
    expect(problems).toEqual([]);
    const sizeOf = (name: string) => nodes.find(({ flat }) => flat.path === name)!.sizes!.outputs[0];
    expect(sizeOf('hidden0')).toEqual([6, 5, 4]);
    expect(sizeOf('scores')).toEqual([3, 5, 4]);
    expect(sizeOf('global-avg-pool')).toEqual([3]);
  });

  it('move up into the place of the Flatten, and keep their names and settings', () => {
    const before = network({ channels: 1, height: 2, width: 2, pool: false, hidden: [4], between: [], before: 'none', classes: 2, bias: true });
    const frozen = { ...before, graph: { ...before.graph, nodes: before.graph.nodes.map((node) => (node.name === 'hidden0' ? { ...node, frozen: true } : node)) } };
    const { document } = denseToConvolution(frozen, inferNetwork(frozen), idOf(frozen, 'hidden0'));
    const after = new Map(document.graph.nodes.map((node) => [node.name, node]));
    const places = new Map(before.graph.nodes.map((node) => [node.name, node.position]));
    expect(after.get('hidden0')).toMatchObject({ type: 'conv2d', frozen: true, position: places.get('flat'), params: { filters: 4, kernel: [2, 2] } });
    expect(after.get('scores')).toMatchObject({ type: 'conv2d', position: places.get('hidden0'), params: { filters: 2, kernel: [1, 1] } });
    expect(after.get('global-avg-pool')).toMatchObject({ position: places.get('scores') });
  });
});

describe('is refused with the reason', () => {
  const reason = (build: (graph: GraphBuilder) => GraphNode): string | undefined => {
    const graph = new GraphBuilder(LAYER_CATALOG);
    const { id } = build(graph);
    const document = createDocument('net', graph.build());
    return whyNotConvolution(document, inferNetwork(document), id);
  };

  it('where there is no Flatten before', () => {
    expect(reason((graph) => graph.add({ type: 'dense', name: 'fc' }, graph.add({ type: 'input', name: 'in', params: { shape: [4] } })))).toContain('“fc” stands behind no Flatten');
  });

  it('where something else reads the flattened values', () => {
    const why = reason((graph) => {
      const flat = graph.add({ type: 'flatten', name: 'flat' }, graph.add({ type: 'input', name: 'in', params: { shape: [1, 4, 4] } }));
      const dense = graph.add({ type: 'dense', name: 'fc' }, flat);
      graph.add({ type: 'concat', name: 'both' }, { in1: flat, in2: dense });
      return dense;
    });
    expect(why).toContain('“both” also reads what “flat” lays out');
  });

  it('where the Flatten lays out no picture, or no Dense layer follows', () => {
    expect(reason((graph) => graph.add({ type: 'dense', name: 'fc' }, graph.add({ type: 'flatten', name: 'flat' }, graph.add({ type: 'input', name: 'in', params: { shape: [5, 4] } }))))).toContain('“flat” flattens no picture');
    expect(reason((graph) => graph.add({ type: 'flatten', name: 'flat' }, graph.add({ type: 'input', name: 'in', params: { shape: [1, 4, 4] } })))).toContain('No Dense layer follows “flat”');
  });
});
