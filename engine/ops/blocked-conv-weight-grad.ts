import { staticDim, type Shape } from '../core/shape';
import { channelsLast } from './blocked';
import type { Builder } from './builder';
import type { ConvWeightGradAttributes } from './conv-weight-grad';
import { defineComposite } from './define-op';
import type { Value } from './graph';
import { imagesAsChannels } from './images-as-channels';
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
    const form = attributes.group > 1 ? byPlanes : isPointwise(attributes) ? byPixels : imagesAsChannels;
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

/** Where the stride left a remainder, the convolution also visits offsets beyond the kernel. */
function crop(b: Builder, x: Value, axes: readonly number[], sizes: readonly number[]): Value {
  const beyond = axes.filter((axis, index) => staticDim(x.shape[axis]!) > sizes[index]!);
  if (beyond.length === 0) return x;
  return b.one('Slice', [x], { starts: beyond.map(() => 0), ends: beyond.map((axis) => sizes[axes.indexOf(axis)]!), axes: beyond, steps: beyond.map(() => 1) });
}
