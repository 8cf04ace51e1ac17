import type { Value } from '../ops/graph';
import { defineLogitPixelLoss, LEAST, pixelClassWeights, pixelSum, type PixelContext } from './define-pixel-loss';

export const pixelCrossEntropy = defineLogitPixelLoss({
  name: 'pixel-cross-entropy',
  title: 'Cross-entropy per pixel (from logits)',
  summary: 'The negative log-probability that softmax gives to the right class of each pixel, over all pixels that count',
  formula: String.raw`-\frac{1}{\sum_i w_{t_i}} \sum_i w_{t_i} \ln p_{i, t_i}`,
  options: ['labelSmoothing', 'classWeights'],
  compare: pixelLikelihood,
});

/** −Σ q·ln p of each picture over its pixels, where q is the true class, smoothed and weighted as asked; and Σ of the weights. */
export function pixelLikelihood(context: PixelContext): { loss: Value; weight: Value } {
  const { builder: b, hot, classes, options } = context;
  const weights = pixelClassWeights(context);
  const weighted = (values: Value) => (weights ? b.mul(values, weights) : values);
  const smoothing = options.labelSmoothing;
  const spread = smoothing === 0 ? hot : b.add(b.mul(hot, 1 - smoothing), b.mul(b.sum(hot, [1], true), smoothing / classes));
  return {
    loss: b.neg(pixelSum(b, b.mul(weighted(spread), context.logProbabilities()))),
    weight: b.max(pixelSum(b, weighted(hot)), LEAST),
  };
}
