/** Every loss there is, by name. */
import { binaryCrossEntropy } from './binary-cross-entropy';
import { binaryCrossEntropyProbabilities } from './binary-cross-entropy-probabilities';
import { crossEntropy } from './cross-entropy';
import { crossEntropyProbabilities } from './cross-entropy-probabilities';
import type { LossDefinition } from './define-loss';
import { halfSquaredError } from './half-squared-error';
import { huber } from './huber';
import { meanAbsoluteError } from './mean-absolute-error';
import { meanSquaredError } from './mean-squared-error';

export const LOSSES = {
  'cross-entropy': crossEntropy,
  'cross-entropy-probabilities': crossEntropyProbabilities,
  'binary-cross-entropy': binaryCrossEntropy,
  'binary-cross-entropy-probabilities': binaryCrossEntropyProbabilities,
  'half-squared-error': halfSquaredError,
  'mean-squared-error': meanSquaredError,
  'mean-absolute-error': meanAbsoluteError,
  huber,
} as const satisfies Record<string, LossDefinition>;

export type LossName = keyof typeof LOSSES;
export const LOSS_NAMES = Object.keys(LOSSES) as readonly LossName[];
