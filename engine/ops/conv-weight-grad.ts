import { multiplyDims, staticDim } from '../core/shape';
import type { Builder } from './builder';
import type { ConvAttributes } from './conv';
import { convKey, preferring } from './formulation';
import { defineComposite, type LoweringTarget } from './define-op';
import type { Value } from './graph';
import { spatialSizes, windowCells, windowOffsets } from './window';

/** `kernel` is the size of the weight whose gradient this is. */
export type ConvWeightGradAttributes = ConvAttributes & { readonly kernel: readonly number[] };

/** Operands: x [N, C, …], dy [N, O, …]; result [O, C/group, k…]. */
export const convWeightGrad = defineComposite<ConvWeightGradAttributes>({
  name: 'ConvWeightGrad',
  summary: 'the gradient of a convolution with respect to its weight',
  infer: ([x, dy], { group, kernel }) => [
    { dtype: x!.dtype, shape: [dy!.shape[1]!, staticDim(x!.shape[1]!) / group, ...kernel] },
  ],
  gradient: { notDifferentiable: 'second derivatives are not taken' },
  expand: ({ builder, inputs, attributes, target }) => {
    const [x, dy] = [inputs[0]!, inputs[1]!];
    return [FORMS[chooseForm(x, dy, attributes, target)](builder, x, dy, attributes)];
  },
});

type Form = 'swapped-conv' | 'taps' | 'im2col';

const FORMS: Readonly<Record<Form, (b: Builder, x: Value, dy: Value, attributes: ConvWeightGradAttributes) => Value>> = {
  'swapped-conv': bySwappedConv,
  taps: byTaps,
  im2col: byColumns,
};

/**
 * Measured in docs/performance.md. Few filters leave matrix products too thin where a kernel has many cells or a picture few; so do groups
 * of one channel. A kernel of one cell is a product of dy and x as they stand, and the others write as much as they read.
 */
function chooseForm(x: Value, dy: Value, attributes: ConvWeightGradAttributes, target: LoweringTarget): Form {
  if (target.backend !== 'cpu') return 'swapped-conv';
  const { group, kernel } = attributes;
  const [channels, filters] = [staticDim(x.shape[1]!) / group, staticDim(dy.shape[1]!) / group];
  const [cells, area] = [kernel, spatialSizes(dy.shape)].map((sizes) => sizes.reduce((product, size) => product * size, 1)) as [number, number];
  const isPointwise = cells === 1;
  const isThin = group > 1 || (!isPointwise && filters < 24 && (cells > 9 || area <= 64));
  const preferred: Form = isThin ? 'swapped-conv' : isPointwise || (channels >= 16 && area > 64) ? 'taps' : 'im2col';
  return target.choose('ConvWeightGrad', convKey(x, dy, kernel, attributes), preferring(preferred, ['swapped-conv', 'taps', 'im2col']));
}

/**
 * dW[o, c, i] = Σₙ Σₚ dy[n, o, p] · x[n, c, s·p + d·i]: a convolution of x by dy in which batch and channels change
 * places, and so do stride and dilation. Groups ride along the batch axis of x: [C/g, g·N, …].
 */
function bySwappedConv(b: Builder, x: Value, dy: Value, { strides, pads, dilations, group, kernel }: ConvWeightGradAttributes): Value {
  const sizes = spatialSizes(x.shape);
  const axes = sizes.map((_, axis) => axis);
  const [batch, channels] = [x.shape[0]!, staticDim(x.shape[1]!)];
  const split = b.reshape(x, [batch, group, channels / group, ...sizes]);
  const swapped = b.transpose(split, [2, 1, 0, ...axes.map((axis) => axis + 3)]);
  const data = b.reshape(swapped, [channels / group, multiplyDims(group, batch), ...sizes]);
  const filters = b.transpose(dy, [1, 0, ...axes.map((axis) => axis + 2)]);
  const full = b.one('Conv', [data, filters], { strides: dilations, dilations: strides, pads, group });
  // Where the stride left a remainder, the convolution also visits offsets beyond the kernel.
  const beyond = axes.filter((axis) => staticDim(full.shape[axis + 2]!) > kernel[axis]!);
  const cropped =
    beyond.length === 0
      ? full
      : b.one('Slice', [full], {
          starts: beyond.map(() => 0),
          ends: beyond.map((axis) => kernel[axis]!),
          axes: beyond.map((axis) => axis + 2),
          steps: beyond.map(() => 1),
        });
  return b.transpose(cropped, [1, 0, ...axes.map((axis) => axis + 2)]);
}

/** One product per cell of the kernel, image and group: dy [O/g, P] · x [C/g, P]ᵀ over the output positions P. */
function byTaps(b: Builder, x: Value, dy: Value, attributes: ConvWeightGradAttributes): Value {
  const rows = perGroup(b, dy, attributes);
  const products = cells(b, x, dy, attributes).map((cell) => {
    return b.one('FusedMatMul', [rows, perGroup(b, cell, attributes)], { transA: false, transB: true });
  });
  return fromCells(b, b.sum(products.length > 1 ? b.concat(products, 3) : products[0]!, [0]), attributes);
}

/** All cells of the kernel side by side, then one product per image and group. */
function byColumns(b: Builder, x: Value, dy: Value, attributes: ConvWeightGradAttributes): Value {
  const columns = cells(b, x, dy, attributes).map((cell) => perGroup(b, cell, attributes));
  const all = columns.length > 1 ? b.concat(columns, 2) : columns[0]!;
  const products = b.one('FusedMatMul', [perGroup(b, dy, attributes), all], { transA: false, transB: true });
  return fromCells(b, b.sum(products, [0]), attributes);
}

/** For each cell of the kernel the values of x that it meets, [N, C, output sizes…]. */
function cells(b: Builder, x: Value, dy: Value, { kernel, ...window }: ConvWeightGradAttributes): Value[] {
  const output = spatialSizes(dy.shape);
  const padded = window.pads.some((pad) => pad > 0) ? b.one('Pad', [x], { pads: aroundSpatial(window.pads), value: 0 }) : x;
  return windowOffsets(kernel).map((offset) => windowCells(b, padded, offset, output, window));
}

/** Pads for every axis from those of the spatial ones. */
function aroundSpatial(pads: readonly number[]): number[] {
  const rank = pads.length / 2;
  return [0, 0, ...pads.slice(0, rank), 0, 0, ...pads.slice(rank)];
}

/** [N, C, …] → [N, g, C/g, positions]. */
function perGroup(b: Builder, x: Value, { group }: ConvWeightGradAttributes): Value {
  const positions = spatialSizes(x.shape).reduce((product, size) => product * size, 1);
  return b.reshape(x, [x.shape[0]!, group, staticDim(x.shape[1]!) / group, positions]);
}

/** [g, O/g, cells · C/g] → [O, C/g, k…]. */
function fromCells(b: Builder, value: Value, { kernel }: ConvWeightGradAttributes): Value {
  const [groups, filters, columns] = value.shape as [number, number, number];
  const count = kernel.reduce((product, size) => product * size, 1);
  const split = b.reshape(value, [groups * filters, count, columns / count]);
  return b.reshape(count > 1 ? b.transpose(split, [0, 2, 1]) : split, [groups * filters, columns / count, ...kernel]);
}
