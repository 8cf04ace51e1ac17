import type { Value } from '../ops/graph';
import { defineLogitPixelLoss, pixelClassWeights, type PixelContext } from './define-pixel-loss';

export const dice = defineLogitPixelLoss({
  name: 'dice',
  title: 'Dice per class (from logits)',
  summary: 'How little the answer and the truth of each class overlap, so that a small object counts as much as a large one (Milletari, Navab and Ahmadi, 2016, with plain sums below the line)',
  formula: String.raw`1 - \frac{1}{\sum_c w_c} \sum_c w_c \frac{2 \sum_i p_{i,c} t_{i,c} + 1}{\sum_i p_{i,c} + \sum_i t_{i,c} + 1}`,
  options: ['classWeights'],
  compare: (context) => ({ loss: softDice(context) }),
});

/** Added above and below the line: a class that is neither there nor answered is no fault, and one that is answered without being there has a slope. */
const SMOOTHING = 1;

/** [N]: one minus the mean overlap of the classes of each picture. A class of weight 0 is left out. */
export function softDice(context: PixelContext): Value {
  const { builder: b, hot, classes, options } = context;
  const counts = b.sum(hot, [1], true);
  const answer = b.mul(context.probabilities(), counts);
  const places = [2, 3];
  const common = b.sum(b.mul(answer, hot), places);
  const all = b.add(b.sum(answer, places), b.sum(hot, places));
  const overlap = b.div(b.add(b.mul(common, 2), SMOOTHING), b.add(all, SMOOTHING));
  const weights = pixelClassWeights(context);
  if (!weights) return b.sub(1, b.mean(overlap, [1]));
  const total = options.classWeights.reduce((sum, weight) => sum + weight, 0);
  return b.sub(1, b.div(b.sum(b.mul(overlap, b.reshape(weights, [classes])), [1]), total));
}
