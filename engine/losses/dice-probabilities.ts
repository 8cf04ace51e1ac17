import { defineProbabilityPixelLoss } from './define-pixel-loss';
import { softDice } from './dice';

export const diceProbabilities = defineProbabilityPixelLoss({
  name: 'dice-probabilities',
  title: 'Dice per class (from probabilities)',
  summary: 'How little the answer and the truth of each class overlap, for networks that end in Softmax',
  formula: String.raw`1 - \frac{1}{\sum_c w_c} \sum_c w_c \frac{2 \sum_i p_{i,c} t_{i,c} + 1}{\sum_i p_{i,c} + \sum_i t_{i,c} + 1}`,
  options: ['classWeights'],
  compare: (context) => ({ loss: softDice(context) }),
});
