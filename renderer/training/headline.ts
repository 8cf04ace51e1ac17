/** The one number of a run that counts. */
import { mainShare } from '../../engine/run/metrics/main-share';
import type { EpochEvent } from '../../engine/run/trainer';
import { scoresOf } from './curves/curve-metrics';
import { percentText, valueText } from './number-text';

export interface Headline {
  readonly title: string;
  readonly text: string;
}

/** Of rows it has not learned from, where there are any. */
export function headline(epoch: EpochEvent | undefined, output: string | undefined): Headline {
  const split = epoch?.validation ?? epoch?.train;
  const kind = epoch && !epoch.validation ? 'Training' : 'Validation';
  const scores = split && scoresOf(split, output);
  if (scores?.kind === 'regression') return { title: `${kind} mean absolute error`, text: valueText(scores.meanAbsoluteError) };
  const share = scores && mainShare(scores);
  return { title: `${kind} ${share?.title ?? 'accuracy'}`, text: share ? percentText(share.value) : '—' };
}
