/** Scores of an Output that gives numbers. */
import type { Tensor } from '../../core/dtype';

export interface RegressionSums {
  readonly kind: 'regression';
  values: number;
  absoluteError: number;
  squaredError: number;
  target: number;
  targetSquare: number;
}

export interface RegressionScores {
  readonly kind: 'regression';
  readonly meanAbsoluteError: number;
  readonly meanSquaredError: number;
  readonly r2: number;
}

export function startValues(): RegressionSums {
  return { kind: 'regression', values: 0, absoluteError: 0, squaredError: 0, target: 0, targetSquare: 0 };
}

export function addValues(sums: RegressionSums, prediction: Tensor, target: Tensor): void {
  const [predictions, targets] = [prediction.data as Float32Array, target.data as Float32Array];
  for (let index = 0; index < targets.length; index++) {
    const [answer, truth] = [predictions[index]!, targets[index]!];
    sums.values++;
    sums.absoluteError += Math.abs(answer - truth);
    sums.squaredError += (answer - truth) ** 2;
    sums.target += truth;
    sums.targetSquare += truth ** 2;
  }
}

export function finishValues({ values, absoluteError, squaredError, target, targetSquare }: RegressionSums): RegressionScores {
  const variation = targetSquare - target ** 2 / values;
  return { kind: 'regression', meanAbsoluteError: absoluteError / values, meanSquaredError: squaredError / values, r2: 1 - squaredError / variation };
}
