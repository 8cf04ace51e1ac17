import { defineProbabilityPixelLoss } from './define-pixel-loss';
import { DICE_FORMULA, softDice } from './dice';

export const diceProbabilities = defineProbabilityPixelLoss({
  name: 'dice-probabilities',
  title: 'Dice per class (from probabilities)',
  summary: 'How little the answer and the truth of each class overlap, for networks that end in Softmax',
  formula: DICE_FORMULA,
  options: ['classWeights'],
  compare: (context) => ({ loss: softDice(context) }),
});
