import { staticDim } from '../core/shape';
import { blockWeight, spreadBlocked, turnedKernel, unblockedShape } from './blocked';
import type { Builder } from './builder';
import type { ConvInputGradAttributes } from './conv-input-grad';
import { defineComposite } from './define-op';
import type { Shape } from '../core/shape';
import type { Value } from './graph';
import { spatialSizes } from './window';

/** Operands: weight OIHW, blocked dy; result blocked. */
export const blockedConvInputGrad = defineComposite<ConvInputGradAttributes>({
  name: 'BlockedConvInputGrad',
  summary: 'the gradient of a convolution with respect to its input, in the blocked layout',
  infer: ([weight, dy], { group, spatial }) => {
    const block = staticDim(dy!.shape[4]!);
    return [{ dtype: dy!.dtype, shape: [dy!.shape[0]!, (staticDim(weight!.shape[1]!) * group) / block, ...spatial, block] }];
  },
  gradient: { notDifferentiable: 'layouts are chosen after gradients are taken' },
  expand: ({ builder: b, inputs, attributes }) => {
    const [weight, dy] = [inputs[0]!, inputs[1]!];
    const plan = planInputGrad(weight.shape, unblockedShape(dy.shape), attributes);
    if (!plan) throw new Error('this convolution has no blocked input gradient');
    const { group, strides, dilations } = attributes;
    const block = staticDim(dy.shape[4]!);
    const kernel = group > 1 ? blockWeight(b, turned(b, weight), block) : turnedKernel(b, blockWeight(b, weight, block));
    const from = plan.spreadFirst ? spreadBlocked(b, dy, strides as [number, number]) : dy;
    const result = b.one('BlockedConv', [from, kernel], { strides: [1, 1], pads: plan.pads, dilations, group });
    return [plan.spreadFirst ? result : spreadBlocked(b, result, strides as [number, number])];
  },
});

interface InputGradPlan {
  /** Whether zeros go between the cells of dy, or, for a kernel of one cell, between those of the result. */
  readonly spreadFirst: boolean;
  readonly pads: readonly number[];
}

/**
 * How the gradient is an ordinary convolution with the kernel turned by 180°; undefined where it is not, or where the many
 * zeros that a stride puts in between make it slower than ConvTranspose (dense kernels, measured).
 */
export function planInputGrad(weight: Shape, dy: Shape, { strides, pads, dilations, group, spatial }: ConvInputGradAttributes): InputGradPlan | undefined {
  const kernel = spatialSizes(weight);
  const isStrided = strides.some((stride) => stride > 1);
  const isCell = kernel.every((size) => size === 1);
  const spread = spatialSizes(dy).map((size, axis) => size * strides[axis]!);
  if (isStrided && isCell) {
    const fits = pads.every((pad) => pad === 0) && spread.every((size, axis) => size === spatial[axis]!);
    return fits ? { spreadFirst: false, pads } : undefined;
  }
  if (isStrided && group === 1) return undefined;
  const reach = kernel.map((size, axis) => dilations[axis]! * (size - 1));
  const before = reach.map((size, axis) => size - pads[axis]!);
  const after = reach.map((size, axis) => spatial[axis]! - spread[axis]! - before[axis]! + size);
  return [...before, ...after].every((pad) => pad >= 0) ? { spreadFirst: true, pads: [...before, ...after] } : undefined;
}

/** OIHW turned by 180°. */
function turned(b: Builder, weight: Value): Value {
  return spatialSizes(weight.shape).every((size) => size === 1) ? weight : b.one('Reverse', [weight], { axes: [2, 3] });
}
