/** The blocked layout changes how a training step is computed, never what: random convolutions, and a whole network. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockLayout } from '../../engine/compile/6-block-layout';
import { fixBatch } from '../../engine/compile/5-fix-batch';
import { verify } from '../../engine/compile/verify';
import type { ConvAttributes } from '../../engine/ops/conv';
import type { Graph, Value } from '../../engine/ops/graph';
import { MACHINE_BLOCK } from '../ops/cases/blocked';
import { expectSameStep, stepGraph } from './same-step';

const BLOCK = MACHINE_BLOCK ?? 16;

/** Runs the step in both layouts; returns the ops of the blocked one. */
async function compareLayouts(symbolic: Graph, batch: number): Promise<ReadonlySet<string>> {
  const plain = fixBatch(symbolic, batch);
  verify(plain, '5-fix-batch');
  const blocked = blockLayout(plain, BLOCK);
  verify(blocked, '6-block-layout');
  await expectSameStep(plain, blocked);
  return new Set(blocked.nodes.map(({ op }) => op));
}

const side = (most: number) => fc.integer({ min: 1, max: most });
const axis = fc.record({ size: side(8), kernel: side(3), stride: side(2), dilation: side(2), before: fc.integer({ min: 0, max: 2 }), after: fc.integer({ min: 0, max: 2 }) });

const convolutions = fc
  .record({ rows: axis, columns: axis, blocks: side(2), filterBlocks: side(2), kind: fc.constantFrom('dense', 'depthwise', 'picture'), batch: fc.constantFrom(2, BLOCK) })
  .filter(({ rows, columns }) => [rows, columns].every(({ size, kernel, dilation, before, after }) => size + before + after > dilation * (kernel - 1)));

describe.skipIf(MACHINE_BLOCK === undefined)('the blocked layout', () => {
  test('of any convolution of two axes', async () => {
    await fc.assert(
      fc.asyncProperty(convolutions, async ({ rows, columns, blocks, filterBlocks, kind, batch }) => {
        const group = kind === 'depthwise' ? blocks * BLOCK : 1;
        const channels = kind === 'picture' ? 3 : blocks * BLOCK;
        const filters = kind === 'depthwise' ? channels : filterBlocks * BLOCK;
        const attributes: ConvAttributes = {
          group,
          strides: [rows.stride, columns.stride],
          dilations: [rows.dilation, columns.dilation],
          pads: [rows.before, columns.before, rows.after, columns.after],
        };
        const graph = stepGraph((b, tensor) => {
          const x = tensor('x', ['N', channels, rows.size, columns.size]);
          const weight = tensor('weight', [filters, channels / group, rows.kernel, columns.kernel]);
          return b.relu(b.one('Conv', [x, weight, tensor('bias', [filters])], attributes));
        });
        await compareLayouts(graph, batch);
      }),
      { numRuns: 40, seed: 7 },
    );
  }, 120_000);

  test.each([
    { stride: 1, height: 24, width: 32, blocks: 1 },
    { stride: 1, height: 32, width: 32, blocks: 2 },
    { stride: 2, height: 32, width: 31, blocks: 4 },
  ])('of pictures that are cut into strips: %o', async ({ stride, height, width, blocks }) => {
    const graph = stepGraph((b, tensor) => {
      const attributes: ConvAttributes = { group: 1, strides: [stride, stride], dilations: [1, 1], pads: [1, 1, 1, 1] };
      return b.one('Conv', [tensor('x', ['N', BLOCK, height, width]), tensor('weight', [blocks * BLOCK, BLOCK, 3, 3])], attributes);
    });
    await compareLayouts(graph, BLOCK);
  }, 60_000);

  test('of a residual block with normalization, pooling and broadcasting', async () => {
    const same: ConvAttributes = { group: 1, strides: [1, 1], dilations: [1, 1], pads: [1, 1, 1, 1] };
    const graph = stepGraph((b, tensor) => {
      const conv = (x: Value, name: string, channels: number, filters: number, attributes = same) =>
        b.one('Conv', [x, tensor(name, [filters, channels / attributes.group, 3, 3])], attributes);
      const normalized = (x: Value, name: string) =>
        b.apply('BatchNormalizationTraining', [x, tensor(`${name}.scale`, [x.shape[1]!]), tensor(`${name}.bias`, [x.shape[1]!])], { epsilon: 1e-5 })[0]!;
      const first = b.relu(normalized(conv(tensor('x', ['N', 3, 8, 8]), 'a', 3, BLOCK), 'an'));
      const second = b.relu(normalized(conv(first, 'b', BLOCK, BLOCK, { ...same, group: BLOCK }), 'bn'));
      const joined = b.relu(b.add(normalized(conv(second, 'c', BLOCK, BLOCK), 'cn'), first));
      const pooled = b.one('MaxPool', [joined], { kernel: [2, 2], strides: [2, 2], pads: [0, 0, 0, 0], dilations: [1, 1] });
      const gate = b.sigmoid(b.one('GlobalAveragePool', [pooled], {}));
      const wide = b.mul(conv(pooled, 'd', BLOCK, 2 * BLOCK, { ...same, strides: [2, 2] }), tensor('gain', [1, 2 * BLOCK, 1, 1]));
      const deep = b.mul(conv(pooled, 'e', BLOCK, BLOCK), gate);
      return b.concat([b.reshape(wide, ['N', 2 * BLOCK * 4]), b.reshape(deep, ['N', BLOCK * 16])], 1);
    });
    const ops = await compareLayouts(graph, BLOCK);
    const expected = ['BlockedConv', 'BlockedConvInputGrad', 'BlockedConvWeightGrad', 'BlockedBatchNormalizationTraining', 'BlockedBatchNormalizationGrad', 'BlockedMaxPool'];
    expect(expected.filter((op) => !ops.has(op))).toEqual([]);
  }, 60_000);
});
