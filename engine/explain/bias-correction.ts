/** Adam's bias corrections, which the trainer works out in double precision before each step. */
import { call, minus, ONE, over, power, symbol, type Expression } from './expression/expression';

/** `first` is 1/(1 − β₁ᵗ), `second` 1/√(1 − β₂ᵗ); undefined for other scalars and for optimizers without moments. `step` counts from 1. */
export function biasCorrection(scalar: string, settings: Readonly<Record<string, unknown>>, step: number): Expression | undefined {
  const letter = (index: 1 | 2) => {
    const beta = settings[`beta${index}`];
    return typeof beta === 'number' ? symbol(`β${'₁₂'[index - 1]!}`, `\\beta_${index}`, { read: () => beta }) : undefined;
  };
  const beta = scalar === 'first' ? letter(1) : scalar === 'second' ? letter(2) : undefined;
  if (!beta) return undefined;
  const left = minus(ONE, power(beta, symbol('t', 't', { read: () => step })));
  return over(ONE, scalar === 'first' ? left : call('sqrt', left));
}
