import type { Value } from '../ops/graph';
import { defineLogitPixelLoss, LEAST, pixelClassWeights, pixelSum, type PixelContext } from './define-pixel-loss';

export const focal = defineLogitPixelLoss({
  name: 'focal',
  title: 'Focal per pixel (from logits)',
  summary: 'Cross-entropy per pixel that forgets what is easy: a pixel counts less the surer the right answer is (Lin et al., 2017)',
  formula: String.raw`-\frac{1}{\sum_i w_{t_i}} \sum_i w_{t_i} (1 - p_{i, t_i})^\gamma \ln p_{i, t_i}`,
  options: ['focus', 'classWeights'],
  compare: pixelFocal,
});

/** Σ of the focal loss of each picture over its pixels; and Σ of their weights, which do not shrink with ease. */
export function pixelFocal(context: PixelContext): { loss: Value; weight: Value } {
  const { builder: b, hot, options } = context;
  const logs = context.logProbabilities();
  // The slope of a power below 1 is infinite at 0, so certainty stops one rounding short of it.
  const unsure = b.max(b.sub(1, b.exp(logs)), LEAST);
  const weights = pixelClassWeights(context);
  const counted = weights ? b.mul(hot, weights) : hot;
  const easedOff = options.focus === 0 ? logs : b.mul(b.one('Pow', [unsure, b.scalar(options.focus)], {}), logs);
  return { loss: b.neg(pixelSum(b, b.mul(counted, easedOff))), weight: b.max(pixelSum(b, counted), LEAST) };
}
