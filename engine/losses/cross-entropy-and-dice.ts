import type { Value } from '../ops/graph';
import { defineLogitPixelLoss, type PixelContext } from './define-pixel-loss';
import { softDice } from './dice';
import { pixelLikelihood } from './pixel-cross-entropy';

export const crossEntropyAndDice = defineLogitPixelLoss({
  name: 'cross-entropy-and-dice',
  title: 'Cross-entropy and Dice (from logits)',
  summary: 'Both at once: cross-entropy per pixel judges every pixel, Dice every class; the share of Dice is an option',
  formula: String.raw`(1 - s)\, L_\text{cross-entropy} + s\, L_\text{Dice}`,
  options: ['labelSmoothing', 'classWeights', 'diceShare'],
  compare: (context) => ({ loss: mixed(context) }),
});

/** [N]: Dice speaks of whole pictures, so the cross-entropy of each picture is the mean over its own pixels. */
export function mixed(context: PixelContext): Value {
  const { builder: b, options: { diceShare } } = context;
  const { loss, weight } = pixelLikelihood(context);
  return b.add(b.mul(b.div(loss, weight), 1 - diceShare), b.mul(softDice(context), diceShare));
}
