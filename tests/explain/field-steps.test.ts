/** Receptive fields against what cells really read, counted cell by cell. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDocument } from '../../engine/document/edits';
import { GraphBuilder, type Source } from '../../engine/document/graph-builder';
import { fieldOf, fieldSteps } from '../../engine/explain/sizes/field-formula';
import { explainSum } from '../../engine/explain/sizes/sum-terms';
import { inferNetwork } from '../../engine/infer/infer-network';
import { LAYER_CATALOG } from '../../engine/infer/layer-catalog';
import { templateDocument } from '../../renderer/commands/files';

const upTo = (most: number, least = 1) => fc.integer({ min: least, max: most });
const layer = fc.record({ kernel: upTo(4), stride: upTo(3), dilation: upTo(2), pads: fc.tuple(upTo(2, 0), upTo(2, 0)) });

/** Along the height; the width stays one pixel. */
function chain(layers: readonly { kernel: number; stride: number; dilation: number; pads: readonly [number, number] }[]) {
  const graph = new GraphBuilder(LAYER_CATALOG);
  let last: Source = graph.add({ type: 'input', params: { shape: [1, 60, 1] } });
  layers.forEach(({ kernel, stride, dilation, pads }, index) => {
    const params = { filters: 1, kernel: [kernel, 1], stride: [stride, 1], dilation: [dilation, 1], padding: 'explicit', pads: [pads[0], 0, pads[1], 0] };
    last = graph.add({ type: index % 2 === 0 ? 'conv2d' : 'relu', params: index % 2 === 0 ? params : {} }, last);
  });
  return inferNetwork(createDocument('chain', graph.build()));
}

it('a field begins and ends where its cells do', () => {
  fc.assert(
    fc.property(fc.array(layer, { minLength: 1, maxLength: 5 }), upTo(5, 0), (layers, cell) => {
      const network = chain(layers);
      const node = network.nodes.at(-1)!;
      fc.pre(node.sizes !== undefined && cell < (node.sizes.outputs[0]![1] as number));
      let read = new Set([cell]);
      for (const { kernel, stride, dilation, pads } of layers.filter((_, index) => index % 2 === 0).reverse()) {
        read = new Set([...read].flatMap((at) => Array.from({ length: kernel }, (_, tap) => at * stride - pads[0] + dilation * tap)));
      }
      const [{ from, size }] = fieldOf(fieldSteps(network, node).at(-1)!, [cell, 0]) as [{ from: number; size: number }];
      expect([from, from + size - 1]).toEqual([Math.min(...read), Math.max(...read)]);
    }),
    { numRuns: 200 },
  );
});

it('goes from the input to the box, along the branch that sees most', () => {
  const network = inferNetwork(templateDocument('resnet-small'));
  const steps = fieldSteps(network, network.nodes.at(-1)!);
  expect(steps[0]!.kind).toBe('input');
  expect(steps.at(-1)!.kind).toBe('whole');
  expect(new Set(steps.map(({ kind }) => kind))).toEqual(new Set(['input', 'window', 'kept', 'whole']));
  // Nothing is lost on the way, until everything is seen.
  const sizes = steps.filter(({ kind }) => kind !== 'whole').map(({ field }) => field.size[0]!);
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
});

it('terms add up to the totals of the table', () => {
  for (const name of ['lenet5', 'resnet-small']) {
    const { nodes, totals } = inferNetwork(templateDocument(name));
    expect(explainSum(nodes, 'parameters').total).toBe(totals.params);
    expect(explainSum(nodes, 'macs').total).toBe(totals.macs);
    expect(explainSum(nodes, 'memory').total).toBe(4 * totals.activations);
  }
});

it('tensors that copies share are counted once, and the others say with whom', () => {
  const document = templateDocument('resnet-small');
  const repeated = { ...document, graph: { ...document.graph, nodes: document.graph.nodes.map((node) => (node.block?.repeat === undefined ? node : { ...node, block: { ...node.block, shareWeights: true } })) } };
  const { nodes, totals } = inferNetwork(repeated);
  const { terms, total } = explainSum(nodes, 'parameters');
  expect(total).toBe(totals.params);
  const shared = terms.filter(({ sharedWith }) => sharedWith !== undefined);
  expect(shared.length).toBeGreaterThan(0);
  expect(shared.every(({ count }) => count === 0)).toBe(true);
});
