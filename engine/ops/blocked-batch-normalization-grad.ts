import type { BatchNormalizationGradAttributes } from './batch-normalization-grad';
import { inverseDeviation } from './batch-normalization-training';
import { channelProducts, channelSums, scaleChannels } from './blocked';
import { valuesPerChannel } from './blocked-batch-normalization-training';
import { defineComposite } from './define-op';

/** Operands: blocked x, scale, mean, variance, blocked dy; results: dx, dscale, dbias. The batch is a number. */
export const blockedBatchNormalizationGrad = defineComposite<BatchNormalizationGradAttributes>({
  name: 'BlockedBatchNormalizationGrad',
  summary: 'gradients of batch normalization through its own statistics, in the blocked layout (Ioffe and Szegedy 2015, §3)',
  infer: ([x, scale]) => [x!, scale!, scale!].map(({ dtype, shape }) => ({ dtype, shape })),
  gradient: { notDifferentiable: 'second derivatives are not taken' },
  // dx = gain·dy + slope·x + offset: two passes, the second adding to the first.
  expand: ({ builder: b, inputs, attributes: { epsilon } }) => {
    const [x, scale, mean, variance, dy] = [inputs[0]!, inputs[1]!, inputs[2]!, inputs[3]!, inputs[4]!];
    const share = 1 / valuesPerChannel(x.shape);
    const inverse = inverseDeviation(b, variance, epsilon);
    const dbias = channelSums(b, dy);
    const dscale = b.mul(b.sub(channelProducts(b, x, dy), b.mul(mean, dbias)), inverse);
    const gain = b.mul(scale, inverse);
    const slope = b.mul(b.mul(b.mul(gain, inverse), dscale), -share);
    const offset = b.sub(b.mul(b.mul(gain, dbias), -share), b.mul(slope, mean));
    return [scaleChannels(b, dy, gain, undefined, scaleChannels(b, x, slope, offset)), dscale, dbias];
  },
});
