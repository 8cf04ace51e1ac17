/** What an Output's scores come down to in one number. */
import type { Scores } from '../run/metrics';
import { mainShare } from '../run/metrics/main-share';
import type { SplitResult } from '../run/trainer';
import { number, percent } from './text';

type Outputs = Readonly<Record<string, { readonly loss: number; readonly scores: Scores }>>;

export type Classification = Extract<Scores, { kind: 'classification' }>;

/** The scores of the first Output that chooses among classes. */
export function classification(outputs: Outputs): Classification | undefined {
  return Object.values(outputs).map(({ scores }) => scores).find((scores) => scores.kind === 'classification');
}

/** The scores of the first Output that gives every pixel a class. */
export function segmentation(outputs: Outputs): Extract<Scores, { kind: 'segmentation' }> | undefined {
  return Object.values(outputs).map(({ scores }) => scores).find((scores) => scores.kind === 'segmentation');
}

/** The scores of the first Output that finds objects. */
export function detection(outputs: Outputs): Extract<Scores, { kind: 'detection' }> | undefined {
  return Object.values(outputs).map(({ scores }) => scores).find((scores) => scores.kind === 'detection');
}

export function accuracyOf(result: SplitResult | undefined): number | null {
  return (result && classification(result.outputs)?.accuracy) ?? null;
}

/** `97.31 %`; for a network that only gives numbers its R². */
export function headline(result: SplitResult): string {
  const accuracy = accuracyOf(result);
  if (accuracy !== null) return percent(accuracy);
  const [scores] = Object.values(result.outputs).map((output) => output.scores);
  if (scores?.kind === 'regression') return `R² ${number(scores.r2)}`;
  const share = scores && mainShare(scores);
  return share ? percent(share.value) : '–';
}
