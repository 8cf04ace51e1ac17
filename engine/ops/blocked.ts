/**
 * The blocked layout of ONNX Runtime's fastest convolutions: channels in blocks, the channels of a block side by side.
 * A value [N, C, H, W] then is [N, C/b, H, W, b] and is written so in the graph, hence the shape rules of all ops hold and
 * a value in one layout cannot pass for the other.
 */
import { divideDims, multiplyDims, staticDim, type Shape } from '../core/shape';
import type { Builder } from './builder';
import { OpShapeError } from './define-op';
import type { Value } from './graph';

/** [N, C, H, W] → [N, C/b, H, W, b]. */
export function blockedShape(shape: Shape, block: number): Shape {
  const blocks = shape.length === 4 ? divideDims(shape[1]!, block) : undefined;
  if (blocks === undefined) throw new OpShapeError(`[${shape.join(', ')}] has no channels in blocks of ${block}`);
  return [shape[0]!, blocks, shape[2]!, shape[3]!, block];
}

/** [N, C/b, H, W, b] → [N, C, H, W]. */
export function unblockedShape(shape: Shape): Shape {
  if (shape.length !== 5) throw new OpShapeError(`[${shape.join(', ')}] is not blocked`);
  return [shape[0]!, multiplyDims(shape[1]!, shape[4]!), shape[2]!, shape[3]!];
}

/** A vector over the channels, in the shape in which it broadcasts against a blocked value. */
export function blockedColumn(b: Builder, vector: Value, block: number): Value {
  return b.reshape(vector, [staticDim(vector.shape[0]!) / block, 1, 1, block]);
}

/** Σ over batch and picture of a blocked value, [C]. Pictures first: their sums are short rows. */
export function channelSums(b: Builder, x: Value): Value {
  return b.reshape(b.sum(b.sum(x, [2, 3]), [0]), [staticDim(unblockedShape(x.shape)[1]!)]);
}

/**
 * Σ x·y over batch and picture of two blocked values, [C]: a depthwise convolution in which every image has its own
 * groups and y is a kernel as large as its picture. The memory of both is that already. The batch must be a number.
 */
export function channelProducts(b: Builder, x: Value, y: Value): Value {
  const [batch, blocks, height, width, block] = x.shape as readonly number[] as [number, number, number, number, number];
  const planes = batch * blocks;
  const sums = b.one('BlockedConv', [b.reshape(x, [1, planes, height, width, block]), b.reshape(y, [planes, 1, height, width, block])], {
    strides: [1, 1],
    pads: [0, 0, 0, 0],
    dilations: [1, 1],
    group: planes * block,
  });
  return b.sum(b.reshape(sums, [batch, blocks * block]), [0]);
}

/** x·gain (+ shift) per channel (+ another value), in one pass: a depthwise convolution by 1×1. */
export function scaleChannels(b: Builder, x: Value, gain: Value, shift: Value | undefined, sum?: Value): Value {
  const [blocks, block] = [staticDim(x.shape[1]!), staticDim(x.shape[4]!)];
  const kernel = b.reshape(gain, [blocks, 1, 1, 1, block]);
  return b.one('BlockedConv', [x, kernel, ...(shift ? [shift] : []), ...(sum ? [sum] : [])], {
    strides: [1, 1],
    pads: [0, 0, 0, 0],
    dilations: [1, 1],
    group: blocks * block,
  });
}

/**
 * OIHW → [O/b, I/b, H, W, b (in), b (out)], or [O/b, I, H, W, b] where the input is no whole block (pictures, depthwise).
 * Moving all axes at once takes the runtime ten times as long as one axis and then rows; it would join two transposes, but not
 * a transpose and a Take.
 */
export function blockWeight(b: Builder, weight: Value, block: number): Value {
  const [filters, channels, height, width] = weight.shape as readonly number[] as [number, number, number, number];
  const [blocks, cells] = [filters / block, height * width];
  const outLast = b.transpose(b.reshape(weight, [blocks, block, channels * cells]), [0, 2, 1]);
  if (channels < block) return b.reshape(outLast, [blocks, channels, height, width, block]);
  const inLast = rowsInOrder(b, outLast, [(blocks * channels) / block, cells, block], ([kernel, cell, channel]) => (kernel! * block + channel!) * cells + cell!);
  return b.reshape(inLast, [blocks, channels / block, height, width, block, block]);
}

/** A blocked dense kernel turned by 180°, in and out swapped: [O/b, I/b, H, W, b, b] → [I/b, O/b, H, W, b, b]. */
export function turnedKernel(b: Builder, kernel: Value): Value {
  const [filters, channels, height, width, block] = kernel.shape as readonly number[] as [number, number, number, number, number];
  const cells = height * width;
  const swapped = b.transpose(b.reshape(kernel, [filters * channels * cells, block, block]), [0, 2, 1]);
  const turned = rowsInOrder(b, swapped, [channels, filters, cells], ([channel, filter, cell]) => (filter! * channels + channel!) * cells + cells - 1 - cell!);
  return b.reshape(turned, [channels, filters, height, width, block, block]);
}

/** The way back from [O/b, H, W, I, b] to OIHW. */
export function unblockWeight(b: Builder, weight: Value): Value {
  const [blocks, height, width, channels, block] = weight.shape as readonly number[] as [number, number, number, number, number];
  const cells = height * width;
  const cellsLast = rowsInOrder(b, b.reshape(weight, [blocks * cells * channels, block]), [blocks, channels, cells], ([one, channel, cell]) => (one! * cells + cell!) * channels + channel!);
  const outFirst = b.transpose(b.reshape(cellsLast, [blocks, channels * cells, block]), [0, 2, 1]);
  return b.reshape(outFirst, [blocks * block, channels, height, width]);
}

/** The rows of the last axes of x as a new [sizes…] asks for them, by the number of each row in x; the result is [rows, row]. */
function rowsInOrder(b: Builder, x: Value, sizes: readonly [number, number, number], numberOf: (place: readonly number[]) => number): Value {
  const [, middle, last] = sizes;
  const count = sizes.reduce((product, size) => product * size, 1);
  const numbers = Array.from({ length: count }, (_, at) => numberOf([Math.floor(at / last / middle), Math.floor(at / last) % middle, at % last]));
  const rows = b.reshape(x, [count, x.shape.reduce<number>((product, size) => product * (size as number), 1) / count]);
  return numbers.every((number, at) => number === at) ? rows : b.one('Take', [rows], { axis: 0, indices: numbers });
}

/** Puts stride − 1 zeros after every cell of the picture: [N, C/b, h, w, b] → [N, C/b, h·s, w·s, b]. */
export function spreadBlocked(b: Builder, x: Value, [rows, columns]: readonly [number, number]): Value {
  if (rows === 1 && columns === 1) return x;
  const [batch, blocks, height, width, block] = x.shape as readonly number[] as [number, number, number, number, number];
  const apart = b.reshape(x, [batch * blocks, height, 1, width, block]);
  const grown = b.one('Pad', [apart], { pads: [0, 0, 0, 0, 0, 0, 0, rows - 1, 0, (columns - 1) * block], value: 0 });
  return b.reshape(grown, [batch, blocks, height * rows, width * columns, block]);
}

/** [N, H, W, C] of a blocked or a plain value; a single block is that already. */
export function channelsLast(b: Builder, x: Value): Value {
  if (x.shape.length === 4) return b.transpose(x, [0, 2, 3, 1]);
  const [batch, blocks, height, width, block] = x.shape;
  return blocks === 1 ? b.reshape(x, [batch!, height!, width!, block!]) : b.one('UnblockChannels', [x], { channelsLast: true });
}
