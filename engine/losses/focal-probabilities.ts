import { defineProbabilityPixelLoss } from './define-pixel-loss';
import { pixelFocal } from './focal';

export const focalProbabilities = defineProbabilityPixelLoss({
  name: 'focal-probabilities',
  title: 'Focal per pixel (from probabilities)',
  summary: 'The focal loss of each pixel, for networks that end in Softmax',
  formula: String.raw`-\frac{1}{\sum_i w_{t_i}} \sum_i w_{t_i} (1 - p_{i, t_i})^\gamma \ln p_{i, t_i}`,
  options: ['focus', 'classWeights'],
  compare: pixelFocal,
});
