/** Every loss there is, by name. */
import { binaryCrossEntropy } from './binary-cross-entropy';
import { binaryCrossEntropyProbabilities } from './binary-cross-entropy-probabilities';
import { crossEntropy } from './cross-entropy';
import { crossEntropyAndDice } from './cross-entropy-and-dice';
import { crossEntropyAndDiceProbabilities } from './cross-entropy-and-dice-probabilities';
import { crossEntropyProbabilities } from './cross-entropy-probabilities';
import type { LossDefinition } from './define-loss';
import { dice } from './dice';
import { diceProbabilities } from './dice-probabilities';
import { focal } from './focal';
import { focalProbabilities } from './focal-probabilities';
import { halfSquaredError } from './half-squared-error';
import { huber } from './huber';
import { meanAbsoluteError } from './mean-absolute-error';
import { meanSquaredError } from './mean-squared-error';
import { pixelCrossEntropy } from './pixel-cross-entropy';
import { pixelCrossEntropyProbabilities } from './pixel-cross-entropy-probabilities';

export const LOSSES = {
  'cross-entropy': crossEntropy,
  'cross-entropy-probabilities': crossEntropyProbabilities,
  'binary-cross-entropy': binaryCrossEntropy,
  'binary-cross-entropy-probabilities': binaryCrossEntropyProbabilities,
  'half-squared-error': halfSquaredError,
  'mean-squared-error': meanSquaredError,
  'mean-absolute-error': meanAbsoluteError,
  huber,
  'pixel-cross-entropy': pixelCrossEntropy,
  'pixel-cross-entropy-probabilities': pixelCrossEntropyProbabilities,
  focal,
  'focal-probabilities': focalProbabilities,
  dice,
  'dice-probabilities': diceProbabilities,
  'cross-entropy-and-dice': crossEntropyAndDice,
  'cross-entropy-and-dice-probabilities': crossEntropyAndDiceProbabilities,
} as const satisfies Record<string, LossDefinition>;

export type LossName = keyof typeof LOSSES;
export const LOSS_NAMES = Object.keys(LOSSES) as readonly LossName[];
