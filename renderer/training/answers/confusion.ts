/** A table of confusions, as it is drawn: rows are the true classes, columns what the network answered. */
import type { LogLine } from '../../../engine/run/metrics-log';
import { plural } from '../../network/text';
import { lastEpochOf, scoresOf } from '../curves/curve-metrics';

export interface ConfusionTable {
  readonly labels: readonly string[];
  /** `counts[truth][answer]` */
  readonly counts: readonly (readonly number[])[];
  /** Of objects: the last of the labels is that nothing is there. */
  readonly hasBackground?: true;
}

export interface Confusion extends ConfusionTable {
  /** The epoch it was counted after. */
  readonly epoch: number;
  readonly part: 'validation' | 'train';
}

/** Of the last epoch; undefined before it, and for an Output that gives numbers. */
export function confusionOf(history: readonly LogLine[], output: string | undefined): Confusion | undefined {
  const epoch = lastEpochOf(history);
  const split = epoch?.validation ?? epoch?.train;
  const scores = split && scoresOf(split, output);
  if (!epoch || scores?.kind !== 'classification') return undefined;
  return { labels: scores.classes.map(({ label }) => label), counts: scores.confusion, epoch: epoch.epoch, part: epoch.validation ? 'validation' : 'train' };
}

/** The share of its row, 0 to 1; 0 in a row without samples. */
export function shareOf({ counts }: ConfusionTable, truth: number, answer: number): number {
  const total = counts[truth]!.reduce((sum, count) => sum + count, 0);
  return total > 0 ? counts[truth]![answer]! / total : 0;
}

/** From this share of its row on, a cell is filled so strongly that its figure is written in the colour of the panel. */
const STRONG = 0.8;

/**
 * How much colour a cell takes, 0 to 1, and which figures can be read on it. Between 0.46 and 0.9 neither light nor dark
 * figures have a contrast of 4.5 in both themes, so no cell is filled like that.
 */
export function fillOf(share: number): { readonly fill: number; readonly isStrong: boolean } {
  const isStrong = share > STRONG;
  return { fill: isStrong ? 0.9 + 0.5 * (share - STRONG) : 0.55 * share, isStrong };
}

/** In a cell there is room for little. */
export function cellText(confusion: ConfusionTable, truth: number, answer: number, inPercent: boolean): string {
  const count = confusion.counts[truth]![answer]!;
  if (count === 0) return '';
  if (!inPercent) return count < 10_000 ? String(count) : `${Math.round(count / 1000)}k`;
  const percent = 100 * shareOf(confusion, truth, answer);
  return percent < 0.5 ? '<1' : String(Math.round(percent));
}

/** A sentence for those who cannot see the table. */
export function cellSentence({ labels, counts, hasBackground }: ConfusionTable, truth: number, answer: number): string {
  const count = counts[truth]![answer]!;
  if (hasBackground) return objectSentence(count, { truth: labels[truth]!, answer: labels[answer]! }, { isNothing: truth === labels.length - 1, isMissed: answer === labels.length - 1 });
  const samples = plural(count, 'sample');
  return truth === answer ? `${samples} of ${labels[truth]} answered rightly` : `${samples} of ${labels[truth]} taken for ${labels[answer]}`;
}

function objectSentence(count: number, { truth, answer }: { readonly truth: string; readonly answer: string }, { isNothing, isMissed }: { readonly isNothing: boolean; readonly isMissed: boolean }): string {
  if (isNothing) return isMissed ? 'what is nothing and was said to be nothing is not counted' : `${plural(count, 'box', 'boxes')} of ${answer} with no object left to be found there`;
  if (isMissed) return `${plural(count, 'object')} of ${truth} missed`;
  return truth === answer ? `${plural(count, 'object')} of ${truth} found` : `${plural(count, 'object')} of ${truth} taken for ${answer}`;
}
