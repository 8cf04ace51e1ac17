import { mixed } from './cross-entropy-and-dice';
import { defineProbabilityPixelLoss } from './define-pixel-loss';

export const crossEntropyAndDiceProbabilities = defineProbabilityPixelLoss({
  name: 'cross-entropy-and-dice-probabilities',
  title: 'Cross-entropy and Dice (from probabilities)',
  summary: 'Cross-entropy per pixel and Dice per class at once, for networks that end in Softmax',
  formula: String.raw`(1 - s)\, L_\text{cross-entropy} + s\, L_\text{Dice}`,
  options: ['labelSmoothing', 'classWeights', 'diceShare'],
  compare: (context) => ({ loss: mixed(context) }),
});
