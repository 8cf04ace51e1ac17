/** Convolution and pooling in the blocked layout, by way of the plain one. */
import type { BlockedConvAttributes } from '../../engine/ops/blocked-conv';
import type { PoolAttributes } from '../../engine/ops/max-pool';
import { reshape, transpose } from './layout';
import { fill, type NdArray } from './nd-array';
import { conv, maxPool } from './windows';

/** [N, C, H, W] → [N, C/b, H, W, b]. */
export function block(x: NdArray, size: number): NdArray {
  const [batch, channels, height, width] = x.shape as [number, number, number, number];
  return transpose(reshape(x, [batch, channels / size, size, height, width]), [0, 1, 3, 4, 2]);
}

export function unblock(x: NdArray): NdArray {
  const [batch, blocks, height, width, size] = x.shape as [number, number, number, number, number];
  return reshape(transpose(x, [0, 1, 4, 2, 3]), [batch, blocks * size, height, width]);
}

export function unblockTo(x: NdArray, channelsLast: boolean): NdArray {
  const plain = unblock(x);
  return channelsLast ? transpose(plain, [0, 2, 3, 1]) : plain;
}

export function blockedConv(operands: readonly NdArray[], { activation, ...attributes }: BlockedConvAttributes): NdArray {
  const [x, weight, ...addends] = operands as [NdArray, NdArray, ...NdArray[]];
  const bias = addends.find(({ shape }) => shape.length === 1);
  const added = addends.find(({ shape }) => shape.length === 5);
  const y = conv(x.shape.length === 5 ? unblock(x) : x, unblockWeight(weight), bias, attributes);
  const result = block(y, weight.shape.at(-1)!);
  return { shape: result.shape, data: result.data.map((value, index) => activated(value + (added?.data[index] ?? 0), activation)) };
}

export function blockedMaxPool(x: NdArray, attributes: PoolAttributes): NdArray {
  return block(maxPool(unblock(x), attributes)[0], x.shape[4]!);
}

/** [O/b, I/b, H, W, b (in), b (out)] or [O/b, I, H, W, b] → OIHW. */
function unblockWeight(weight: NdArray): NdArray {
  const [filters, channels, height, width] = weight.shape as [number, number, number, number];
  const [inner, outer] = weight.shape.length === 6 ? (weight.shape.slice(4) as [number, number]) : [1, weight.shape[4]!];
  return fill([filters * outer, channels * inner, height, width], ([filter, channel, row, column]) => {
    const index = (((Math.floor(filter! / outer) * channels + Math.floor(channel! / inner)) * height + row!) * width + column!) * inner + (channel! % inner);
    return weight.data[index * outer + (filter! % outer)]!;
  });
}

function activated(value: number, activation: BlockedConvAttributes['activation']): number {
  return activation === 'Relu' ? Math.max(value, 0) : value;
}
