/** The moment estimates that Adam and AdamW share. */
import { number, type ParameterSpecs } from '../core/parameters';
import type { Value } from '../ops/graph';
import type { UpdateContext } from './define-optimizer';

export interface MomentSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

export const MOMENT_SETTINGS: ParameterSpecs<MomentSettings> = {
  beta1: number({ label: 'β₁', help: 'How much of the mean gradient is kept', default: 0.9, minimum: 0, maximum: 1 }),
  beta2: number({ label: 'β₂', help: 'How much of the mean square is kept', default: 0.999, minimum: 0, maximum: 1 }),
  epsilon: number({ label: 'Epsilon ε', help: 'Keeps the division finite', default: 1e-8, minimum: 0 }),
};

export const MOMENT_FORMULAS = [
  String.raw`m \leftarrow \beta_1 m + (1 - \beta_1) g`,
  String.raw`v \leftarrow \beta_2 v + (1 - \beta_2) g^2`,
  String.raw`\hat m = m / (1 - \beta_1^t), \quad \hat v = v / (1 - \beta_2^t)`,
];

/** 1/(1 − β₁ᵗ) and 1/√(1 − β₂ᵗ): both moments start at zero and would be too small at first. */
export function momentCorrections(step: number, { beta1, beta2 }: MomentSettings): { first: number; second: number } {
  return { first: 1 / (1 - beta1 ** step), second: 1 / Math.sqrt(1 - beta2 ** step) };
}

/** The new moments and the step η·m̂/(√v̂ + ε). */
export function momentStep({ builder: b, gradient, rate, settings, slot, correction }: UpdateContext<MomentSettings>): { step: Value; slots: Record<'mean' | 'square', Value> } {
  const { beta1, beta2, epsilon } = settings;
  const mean = b.add(b.mul(slot('mean'), beta1), b.mul(gradient, 1 - beta1));
  const square = b.add(b.mul(slot('square'), beta2), b.mul(b.square(gradient), 1 - beta2));
  const deviation = b.add(b.mul(b.sqrt(square), correction('second')), epsilon);
  return { step: b.div(b.mul(mean, b.mul(rate, correction('first'))), deviation), slots: { mean, square } };
}
