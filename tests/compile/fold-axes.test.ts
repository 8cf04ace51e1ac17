/** Moving an axis into the batch changes how convolutions over volumes are computed, never what. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixBatch } from '../../engine/compile/5-fix-batch';
import { foldAxes } from '../../engine/compile/fold-axes';
import { verify } from '../../engine/compile/verify';
import type { Graph } from '../../engine/ops/graph';
import { expectSameStep, stepGraph } from './same-step';

/** Returns the ranks of all convolutions and their gradients in the folded graph, and how often it transposes. */
async function compareForms(symbolic: Graph, batch = 2): Promise<{ readonly ranks: ReadonlySet<number>; readonly transposes: number }> {
  const plain = fixBatch(symbolic, batch);
  const folded = foldAxes(plain);
  verify(folded, 'fold-axes');
  await expectSameStep(plain, folded);
  const convolutions = folded.nodes.filter(({ op }) => op.startsWith('Conv'));
  return { ranks: new Set(convolutions.map(({ op, inputs, attributes }) => (op === 'ConvWeightGrad' ? (attributes['kernel'] as readonly number[]).length + 2 : inputs[1]!.shape.length))), transposes: folded.nodes.filter(({ op }) => op === 'Transpose').length };
}

const small = (most: number) => fc.integer({ min: 1, max: most });
const axis = fc.record({ size: small(5), kernel: small(3), stride: small(2), dilation: small(2), before: fc.integer({ min: 0, max: 1 }), after: fc.integer({ min: 0, max: 1 }) });
const still = { size: 3, kernel: 1, stride: 1, dilation: 1, before: 0, after: 0 };

const convolutions = fc
  .record({ others: fc.tuple(axis, axis), at: fc.integer({ min: 0, max: 2 }), channels: small(3), perGroup: small(3), groups: small(2), hasBias: fc.boolean() })
  .filter(({ others }) => others.every(({ size, kernel, dilation, before, after }) => size + before + after > dilation * (kernel - 1)));

describe('an axis along which a kernel neither looks nor steps', () => {
  test('goes into the batch, whichever it is', async () => {
    await fc.assert(
      fc.asyncProperty(convolutions, async ({ others, at, channels, perGroup, groups, hasBias }) => {
        const axes = [...others.slice(0, at), still, ...others.slice(at)];
        const attributes = { group: groups, strides: axes.map(({ stride }) => stride), dilations: axes.map(({ dilation }) => dilation), pads: [...axes.map(({ before }) => before), ...axes.map(({ after }) => after)] };
        const graph = stepGraph((b, tensor) => {
          const x = tensor('x', ['N', groups * channels, ...axes.map(({ size }) => size)]);
          const weight = tensor('weight', [groups * perGroup, channels, ...axes.map(({ kernel }) => kernel)]);
          return b.relu(b.one('Conv', [x, weight, ...(hasBias ? [tensor('bias', [groups * perGroup])] : [])], attributes));
        });
        expect((await compareForms(graph)).ranks).toEqual(new Set([4]));
      }),
      { numRuns: 40, seed: 11 },
    );
  }, 120_000);

  test('stays there between convolutions, transposed ones too', async () => {
    const graph = stepGraph((b, tensor) => {
      const seen = b.relu(b.one('Conv', [tensor('x', ['N', 2, 5, 4, 4]), tensor('a', [4, 2, 1, 3, 3]), tensor('a.bias', [4])], { group: 1, strides: [1, 1, 1], dilations: [1, 1, 1], pads: [0, 1, 1, 0, 1, 1] }));
      const larger = b.relu(b.one('ConvTranspose', [b.mul(seen, 2), tensor('b', [4, 3, 1, 2, 2]), tensor('b.bias', [3])], { group: 1, strides: [1, 2, 2], dilations: [1, 1, 1], pads: [0, 0, 0, 0, 0, 0], outputPadding: [0, 1, 0] }));
      return b.one('Conv', [larger, tensor('c', [1, 3, 1, 1, 1])], { group: 1, strides: [1, 1, 1], dilations: [1, 1, 1], pads: [0, 0, 0, 0, 0, 0] });
    });
    const { ranks, transposes } = await compareForms(graph);
    expect(ranks).toEqual(new Set([4]));
    // Of the picture and its gradient; of the answer, its direction, their product and its gradient. None between the convolutions.
    expect(transposes).toBe(6);
  });

  test('is left where a convolution looks along all of them', async () => {
    const graph = stepGraph((b, tensor) => b.one('Conv', [tensor('x', ['N', 2, 4, 4, 4]), tensor('w', [3, 2, 2, 2, 2])], { group: 1, strides: [1, 1, 1], dilations: [1, 1, 1], pads: [0, 0, 0, 0, 0, 0] }));
    expect(await compareForms(graph)).toEqual({ ranks: new Set([5]), transposes: 0 });
  });

  test('may be another one in the next convolution', async () => {
    const graph = stepGraph((b, tensor) => {
      const space = b.relu(b.one('Conv', [tensor('x', ['N', 2, 4, 4, 4]), tensor('a', [3, 2, 1, 3, 3])], { group: 1, strides: [1, 1, 1], dilations: [1, 1, 1], pads: [0, 1, 1, 0, 1, 1] }));
      const time = b.one('Conv', [space, tensor('b', [2, 3, 3, 1, 1])], { group: 1, strides: [1, 1, 1], dilations: [1, 1, 1], pads: [1, 0, 0, 1, 0, 0] });
      return b.add(b.mul(time, time), tensor('gain', [2, 1, 1, 1]));
    });
    expect((await compareForms(graph)).ranks).toEqual(new Set([4]));
  });
});
