/** Every loss there is, by name. */
import { crossEntropy } from './cross-entropy';
import type { LossDefinition } from './define-loss';
import { halfSquaredError } from './half-squared-error';

export const LOSSES = {
  'cross-entropy': crossEntropy,
  'half-squared-error': halfSquaredError,
} as const satisfies Record<string, LossDefinition>;

export type LossName = keyof typeof LOSSES;
export const LOSS_NAMES = Object.keys(LOSSES) as readonly LossName[];
