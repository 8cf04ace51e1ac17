import { float32Tensor } from '../core/dtype';
import { staticDim } from '../core/shape';
import { inverseDeviation, type BatchNormalizationTrainingAttributes } from './batch-normalization-training';
import { channelProducts, channelSums, scaleChannels, unblockedShape } from './blocked';
import type { Builder } from './builder';
import { defineComposite } from './define-op';
import type { Value } from './graph';

/** Operands: blocked x, scale [C], bias [C]; results: y like x, mean [C], biased variance [C]. The batch is a number. */
export const blockedBatchNormalizationTraining = defineComposite<BatchNormalizationTrainingAttributes>({
  name: 'BlockedBatchNormalizationTraining',
  summary: "batch normalization with the batch's own statistics, in the blocked layout (Ioffe and Szegedy 2015)",
  infer: ([x]) => {
    const channel = { dtype: x!.dtype, shape: [unblockedShape(x!.shape)[1]!] };
    return [{ dtype: x!.dtype, shape: x!.shape }, channel, channel];
  },
  gradient: { notDifferentiable: 'layouts are chosen after gradients are taken' },
  expand: ({ builder: b, inputs, attributes: { epsilon } }) => {
    const [x, scale, bias] = [inputs[0]!, inputs[1]!, inputs[2]!];
    const share = 1 / valuesPerChannel(x.shape);
    const mean = b.mul(channelSums(b, x), share);
    // Centred first: the difference of Σx² and μ² would lose the digits that a large mean takes.
    const centred = scaleChannels(b, x, filledChannels(b, mean, 1), b.neg(mean));
    const variance = b.mul(channelProducts(b, centred, centred), share);
    return [scaleChannels(b, centred, b.mul(scale, inverseDeviation(b, variance, epsilon)), bias), mean, variance];
  },
});

/** N·H·W of a blocked shape. */
export function valuesPerChannel([batch, , height, width]: readonly (number | string)[]): number {
  return [batch!, height!, width!].reduce<number>((product, size) => product * staticDim(size), 1);
}

function filledChannels(b: Builder, like: Value, value: number): Value {
  const channels = staticDim(like.shape[0]!);
  return b.constant(float32Tensor([channels], new Float32Array(channels).fill(value)));
}
