import { multiplyDims, staticDim } from '../core/shape';
import type { Builder } from './builder';
import type { ConvAttributes } from './conv';
import { defineComposite } from './define-op';
import type { Value } from './graph';
import { spatialSizes } from './window';

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
  expand: ({ builder, inputs, attributes }) => [byConvolution(builder, inputs[0]!, inputs[1]!, attributes)],
});

/**
 * dW[o, c, i] = Σₙ Σₚ dy[n, o, p] · x[n, c, s·p + d·i]: a convolution of x by dy in which batch and channels change
 * places, and so do stride and dilation. Groups ride along the batch axis of x: [C/g, g·N, …].
 */
function byConvolution(b: Builder, x: Value, dy: Value, { strides, pads, dilations, group, kernel }: ConvWeightGradAttributes): Value {
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
