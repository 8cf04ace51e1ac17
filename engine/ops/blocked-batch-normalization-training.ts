import { staticDim } from '../core/shape';
import { inverseDeviation, type BatchNormalizationTrainingAttributes } from './batch-normalization-training';
import { channelProducts, channelSums, scaleChannels, unblockedShape } from './blocked';
import { defineComposite } from './define-op';

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
    const count = valuesPerChannel(x.shape);
    const mean = b.mul(channelSums(b, x), 1 / count);
    // Both sums in one reading; their difference may round below zero where a channel is constant.
    const variance = b.relu(b.sub(b.mul(channelProducts(b, x, x), 1 / count), b.square(mean)));
    const gain = b.mul(scale, inverseDeviation(b, variance, epsilon));
    return [scaleChannels(b, x, gain, b.sub(bias, b.mul(mean, gain))), mean, variance];
  },
});

/** N·H·W of a blocked shape. */
export function valuesPerChannel([batch, , height, width]: readonly (number | string)[]): number {
  return [batch!, height!, width!].reduce<number>((product, size) => product * staticDim(size), 1);
}
