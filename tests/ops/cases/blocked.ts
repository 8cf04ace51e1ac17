/** Ops of the blocked layout, in blocks of this machine's size: ONNX Runtime reads memory by it. */
import type { Builder } from '../../../engine/ops/builder';
import type { ConvAttributes } from '../../../engine/ops/conv';
import type { Value } from '../../../engine/ops/graph';
import { blockSize } from '../../../engine/run/block-size';
import { between, distinct, exactly, tensor, type OpCase } from '../op-case';

/** Undefined where the processor has no blocked layout; the reference evaluation still has one. */
export const MACHINE_BLOCK = await blockSize();

const B = MACHINE_BLOCK ?? 16;

const window = (settings: Partial<ConvAttributes> = {}): ConvAttributes => ({ strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1], group: 1, ...settings });
const padded = { pads: [1, 1, 1, 1] };

const HALVING = { kernel: [2, 2], strides: [2, 2], pads: [0, 0, 0, 0], dilations: [1, 1] };

const CONV: readonly OpCase<'BlockedConv'>[] = [
  { title: 'blocks to blocks', operands: [tensor(['N', 2, 4, 3, B]), tensor([1, 2, 3, 3, B, B])], attributes: window(padded) },
  { title: 'a picture', operands: [tensor(['N', 3, 5, 4]), tensor([2, 3, 3, 2, B]), tensor([2 * B])], attributes: window({ strides: [2, 1], pads: [1, 0, 0, 1] }) },
  { title: 'a group per channel', operands: [tensor([2, 2, 4, 4, B]), tensor([2, 1, 2, 3, B])], attributes: window({ group: 2 * B, dilations: [2, 1] }) },
  { title: 'a group per image', operands: [tensor([1, 2, 3, 5, B]), tensor([4, 1, 3, 2, B, B])], attributes: window({ group: 2, dilations: [1, 3] }) },
  { title: 'bias, addend, activation', operands: [tensor([2, 1, 3, 3, B]), tensor([1, 1, 1, 1, B]), tensor([B]), tensor([2, 1, 3, 3, B])], attributes: { ...window({ group: B }), activation: 'Relu' } },
  { title: 'addend without bias', operands: [tensor([2, 1, 3, 3, B]), tensor([1, 1, 1, 1, B]), tensor([2, 1, 3, 3, B])], attributes: window({ group: B }) },
];

export const blockedOps = {
  BlockChannels: [{ title: 'two blocks', operands: [tensor(['N', 2 * B, 2, 3])], attributes: { block: B } }],
  UnblockChannels: [false, true].map((channelsLast) => ({ title: `channels last: ${channelsLast}`, operands: [tensor(['N', 2, 2, 3, B])], attributes: { channelsLast } })),
  BlockedConv: CONV,
  BlockedMaxPool: [
    { title: 'halving odd sizes', operands: [tensor(['N', 1, 5, 4, B], distinct())], attributes: HALVING },
    { title: 'overlapping, padded', operands: [tensor([1, 2, 4, 4, B], distinct())], attributes: { kernel: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1], dilations: [1, 1] } },
  ],
  BlockedMaxPoolGrad: [
    {
      title: 'halving odd sizes, with ties',
      operands: [tensor(['N', 1, 5, 4, B], exactly(1, 3, 2, 3, 0, 0))],
      attributes: HALVING,
      apply: (b: Builder, [x]: readonly Value[]) => {
        const y = b.one('BlockedMaxPool', [x!], HALVING);
        return b.apply('BlockedMaxPoolGrad', [x!, y, b.add(y, 1)], HALVING);
      },
    },
  ],
  BlockedConvInputGrad: [
    { title: 'stride 1', operands: [tensor([2 * B, B, 3, 2]), tensor([2, 2, 4, 3, B])], attributes: { ...window({ pads: [1, 0, 1, 0] }), spatial: [4, 4] } },
    { title: 'depthwise, stride 2', operands: [tensor([B, 1, 3, 3]), tensor([2, 1, 3, 2, B])], attributes: { ...window({ ...padded, group: B, strides: [2, 2] }), spatial: [6, 4] } },
    { title: 'one cell, stride 2', operands: [tensor([B, B, 1, 1]), tensor([2, 1, 2, 3, B])], attributes: { ...window({ strides: [2, 2] }), spatial: [4, 6] } },
  ],
  BlockedConvWeightGrad: [
    { title: 'depthwise', operands: [tensor([2, 2, 4, 5, B]), tensor([2, 2, 4, 5, B])], attributes: { ...window({ ...padded, group: 2 * B }), kernel: [3, 3] } },
    { title: 'depthwise, stride 2 with a remainder', operands: [tensor([2, 1, 6, 5, B]), tensor([2, 1, 2, 2, B])], attributes: { ...window({ group: B, strides: [2, 2] }), kernel: [3, 2] } },
    { title: 'depthwise, dilated', operands: [tensor([1, 1, 6, 6, B]), tensor([1, 1, 2, 2, B])], attributes: { ...window({ group: B, dilations: [2, 2] }), kernel: [3, 3] } },
    { title: 'images as channels', operands: [tensor([B, 1, 3, 4, B]), tensor([B, 1, 3, 4, B])], attributes: { ...window(padded), kernel: [3, 3] } },
    { title: 'images as channels, stride 2 with a remainder', operands: [tensor([B, 1, 6, 5, B]), tensor([B, 1, 2, 2, B])], attributes: { ...window({ strides: [2, 2] }), kernel: [3, 2] } },
    { title: 'in strips', operands: [tensor([B, 1, 24, 16, B]), tensor([B, 1, 24, 16, B])], attributes: { ...window(padded), kernel: [3, 3] } },
    { title: 'one cell, stride 2', operands: [tensor([2, 2, 5, 4, B]), tensor([2, 1, 3, 2, B])], attributes: { ...window({ strides: [2, 2] }), kernel: [1, 1] } },
    { title: 'pictures', operands: [tensor([B, 3, 4, 4]), tensor([B, 1, 4, 4, B])], attributes: { ...window({ pads: [1, 0, 0, 1] }), kernel: [2, 2] } },
  ],
  BlockedBatchNormalizationTraining: [
    { title: 'two blocks', operands: [tensor([2, 2, 3, 2, B]), tensor([2 * B]), tensor([2 * B])], attributes: { epsilon: 1e-5 } },
    { title: 'a mean far from zero', operands: [tensor([4, 1, 8, 8, B], between(9, 11)), tensor([B]), tensor([B])], attributes: { epsilon: 1e-5 } },
  ],
  BlockedBatchNormalizationGrad: [
    {
      title: 'two blocks',
      operands: [tensor([2, 2, 3, 2, B]), tensor([2 * B]), tensor([2 * B]), tensor([2 * B], between(0.5, 2)), tensor([2, 2, 3, 2, B])],
      attributes: { epsilon: 1e-5 },
    },
  ],
};
