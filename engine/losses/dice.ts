import type { Value } from '../ops/graph';
import { defineLogitPixelLoss, LEAST, pixelClassWeights, type PixelContext } from './define-pixel-loss';

/** Over the classes c that the picture has. */
export const DICE_FORMULA = String.raw`1 - \frac{1}{\sum_c w_c} \sum_c w_c \frac{2 \sum_i p_{i,c} t_{i,c}}{\sum_i p_{i,c} + \sum_i t_{i,c}}`;

export const dice = defineLogitPixelLoss({
  name: 'dice',
  title: 'Dice per class (from logits)',
  summary: 'How little the answer and the truth of each class overlap, so that a small object counts as much as a large one, over the classes that are there (Milletari, Navab and Ahmadi, 2016, with plain sums below the line)',
  formula: DICE_FORMULA,
  options: ['classWeights'],
  compare: (context) => ({ loss: softDice(context) }),
});

/**
 * [N]: one minus the mean overlap of the classes that each picture has. A class that is not there has no overlap to gain: counted,
 * it would pull every pixel towards the background. A class of weight 0 is left out.
 */
export function softDice(context: PixelContext): Value {
  const { builder: b, hot, classes } = context;
  const counts = b.sum(hot, [1], true);
  const answer = b.mul(context.probabilities(), counts);
  const places = [2, 3];
  const truth = b.sum(hot, places);
  const overlap = b.div(b.mul(b.sum(b.mul(answer, hot), places), 2), b.max(b.add(b.sum(answer, places), truth), LEAST));
  const present = b.cast(b.greater(truth, 0), 'float32');
  const weights = pixelClassWeights(context);
  const counted = weights ? b.mul(present, b.reshape(weights, [classes])) : present;
  return b.div(b.sum(b.mul(counted, b.sub(1, overlap)), [1]), b.max(b.sum(counted, [1]), LEAST));
}
