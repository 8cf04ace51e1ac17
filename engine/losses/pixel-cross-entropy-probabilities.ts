import { defineProbabilityPixelLoss } from './define-pixel-loss';
import { pixelLikelihood } from './pixel-cross-entropy';

export const pixelCrossEntropyProbabilities = defineProbabilityPixelLoss({
  name: 'pixel-cross-entropy-probabilities',
  title: 'Cross-entropy per pixel (from probabilities)',
  summary: 'The negative logarithm of the probability given to the right class of each pixel, for networks that end in Softmax',
  formula: String.raw`-\frac{1}{\sum_i w_{t_i}} \sum_i w_{t_i} \ln p_{i, t_i}`,
  options: ['labelSmoothing', 'classWeights'],
  compare: pixelLikelihood,
});
