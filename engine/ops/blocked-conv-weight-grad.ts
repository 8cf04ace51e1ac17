import { staticDim, type Shape } from '../core/shape';
import type { Builder } from './builder';
import type { ConvWeightGradAttributes } from './conv-weight-grad';
import { defineComposite } from './define-op';
import type { Value } from './graph';
import { windowCells } from './window';

/** Operands: x, blocked or of fewer channels than a block and plain; blocked dy; result OIHW. The batch is a number. */
export const blockedConvWeightGrad = defineComposite<ConvWeightGradAttributes>({
  name: 'BlockedConvWeightGrad',
  summary: 'the gradient of a convolution with respect to its weight, from the blocked layout',
  infer: ([x, dy], { group, kernel }) => {
    const [, blocks, , , block] = dy!.shape as readonly number[] as [number, number, number, number, number];
    const channels = x!.shape.length === 5 ? staticDim(x!.shape[1]!) * block : staticDim(x!.shape[1]!);
    return [{ dtype: x!.dtype, shape: [blocks * block, channels / group, ...kernel] }];
  },
  gradient: { notDifferentiable: 'layouts are chosen after gradients are taken' },
  expand: ({ builder, inputs, attributes }) => {
    const form = attributes.group > 1 ? byPlanes : isPointwise(attributes) ? byPixels : byImages;
    return [form(builder, inputs[0]!, inputs[1]!, attributes)];
  },
});

/** Whether there is a form for this convolution; the shapes are those of the plain layout. */
export function hasBlockedWeightGrad(x: Shape, dy: Shape, { group, dilations, kernel, pads }: ConvWeightGradAttributes, block: number): boolean {
  const [batch, channels] = [x[0]!, staticDim(x[1]!)];
  if (typeof batch !== 'number') return false;
  if (group > 1) return group === channels && group === dy[1];
  return isPointwise({ kernel, pads }) || (batch % block === 0 && dilations.every((step) => step === 1));
}

function isPointwise({ kernel, pads }: Pick<ConvWeightGradAttributes, 'kernel' | 'pads'>): boolean {
  return kernel.every((size) => size === 1) && pads.every((pad) => pad === 0);
}

/**
 * A group per channel and image: x as [1, N·C/b, H, W, b] by dy as its kernel, strides and dilations swapped. The memory of
 * both is that already, so nothing is copied.
 */
function byPlanes(b: Builder, x: Value, dy: Value, { strides, pads, dilations, kernel }: ConvWeightGradAttributes): Value {
  const [batch, blocks, height, width, block] = x.shape as readonly number[] as [number, number, number, number, number];
  const [, , rows, columns] = dy.shape as readonly number[] as [number, number, number, number];
  const planes = batch * blocks;
  const full = b.one('BlockedConv', [b.reshape(x, [1, planes, height, width, block]), b.reshape(dy, [planes, 1, rows, columns, block])], {
    strides: dilations,
    pads,
    dilations: strides,
    group: planes * block,
  });
  const [, , tall, wide] = full.shape as readonly number[] as [number, number, number, number];
  const sum = b.sum(b.reshape(full, [batch, blocks, tall, wide, block]), [0]);
  const cropped = crop(b, sum, [1, 2], kernel);
  return b.reshape(b.transpose(cropped, [0, 3, 1, 2]), [blocks * block, 1, ...kernel]);
}

/**
 * A block of images as the channels, dy as a kernel as large as its picture. A row of the picture is (column, channel) with
 * the channel fastest: the step from column to column is a dilation of C, so no window is ever copied.
 */
function byImages(b: Builder, x: Value, dy: Value, { strides, pads, kernel }: ConvWeightGradAttributes): Value {
  const [batch, filterBlocks, rows, columns, block] = dy.shape as readonly number[] as [number, number, number, number, number];
  const pixels = channelsLast(b, x);
  const [, height, width, channels] = pixels.shape as readonly number[] as [number, number, number, number];
  const [top, left, bottom, right] = pads as readonly number[] as [number, number, number, number];
  const padded = left + right > 0 ? b.one('Pad', [pixels], { pads: [0, 0, left, 0, 0, 0, right, 0], value: 0 }) : pixels;
  const pictures = b.one('BlockChannels', [b.reshape(padded, [1, batch, height, (width + left + right) * channels])], { block });
  const groups = batch / block;
  // [groups, images, filter blocks · pixels, b] → [groups, filter blocks · pixels, images, b]: what unblocking does to blocks.
  const apart = b.one('UnblockChannels', [b.reshape(dy, [groups, block, filterBlocks * rows, columns, block])], { channelsLast: true });
  const full = b.one('BlockedConv', [pictures, b.reshape(apart, [groups * filterBlocks, 1, rows, columns, block, block])], {
    strides: [1, 1],
    pads: [top, 0, bottom, 0],
    dilations: [strides[0]!, strides[1]! * channels],
    group: groups,
  });
  const [, , tall, wide] = full.shape as readonly number[] as [number, number, number, number];
  const cropped = crop(b, b.reshape(full, [groups, filterBlocks, tall, wide, block]), [2, 3], [kernel[0]!, kernel[1]! * channels]);
  const sum = b.reshape(b.sum(cropped, [0]), [filterBlocks, kernel[0]!, kernel[1]!, channels, block]);
  return b.reshape(b.transpose(sum, [0, 4, 3, 1, 2]), [filterBlocks * block, channels, ...kernel]);
}

/** One product over all pixels of all images: dy [N·H·W, O]ᵀ · x [N·H·W, C]. */
function byPixels(b: Builder, x: Value, dy: Value, { strides, kernel }: ConvWeightGradAttributes): Value {
  const [, , rows, columns] = dy.shape as readonly number[] as [number, number, number, number];
  const seen = windowCells(b, x, [0, 0], [rows, columns], { strides, dilations: [1, 1] });
  const [left, right] = [dy, seen].map((value) => {
    const pixels = channelsLast(b, value);
    return b.reshape(pixels, [staticDim(pixels.shape[0]!) * rows * columns, pixels.shape[3]!]);
  }) as [Value, Value];
  const product = b.one('Gemm', [left, right], { transA: true, transB: false });
  return b.reshape(product, [...product.shape, ...kernel]);
}

/** [N, H, W, C]; a single block is that already. */
function channelsLast(b: Builder, x: Value): Value {
  if (x.shape.length === 4) return b.transpose(x, [0, 2, 3, 1]);
  const [batch, blocks, height, width, block] = x.shape;
  return blocks === 1 ? b.reshape(x, [batch!, height!, width!, block!]) : b.one('UnblockChannels', [x], { channelsLast: true });
}

/** Where the stride left a remainder, the convolution also visits offsets beyond the kernel. */
function crop(b: Builder, x: Value, axes: readonly number[], sizes: readonly number[]): Value {
  const beyond = axes.filter((axis, index) => staticDim(x.shape[axis]!) > sizes[index]!);
  if (beyond.length === 0) return x;
  return b.one('Slice', [x], { starts: beyond.map(() => 0), ends: beyond.map((axis) => sizes[axes.indexOf(axis)]!), axes: beyond, steps: beyond.map(() => 1) });
}
