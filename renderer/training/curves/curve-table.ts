/** The log of runs as a table, a row for every logged step and epoch. */
import type { LogLine } from '../../../engine/run/metrics-log';
import type { Scores } from '../../../engine/run/metrics';
import type { SplitResult } from '../../../engine/run/trainer';
import { scoresOf } from './curve-metrics';

export interface NamedLog {
  readonly title: string;
  readonly history: readonly LogLine[];
}

const SCORES = ['accuracy', 'mean_absolute_error', 'mean_squared_error', 'r2', 'mean_iou', 'mean_dice', 'pixel_accuracy', 'ap50', 'ap', 'pck', 'nme'] as const;
type ScoreName = (typeof SCORES)[number];
const FACTS = ['run', 'event', 'step', 'epoch', 'learning_rate', 'training_loss', 'validation_loss'];

/** Scores are of the first Output; those that no run has get no column. */
export function curveTable(logs: readonly NamedLog[]): string {
  const names = SCORES.filter((name) => logs.some(({ history }) => history.some((line) => line.event === 'epoch' && scoreOf(line.train, name) !== undefined)));
  const head = [...FACTS, ...names.map((name) => `training_${name}`), ...names.map((name) => `validation_${name}`)];
  const rows = logs.flatMap(({ title, history }) => history.map((line) => [title, line.event, line.step, line.epoch, line.rate, ...valuesOf(line, names)]));
  return [head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function valuesOf(line: LogLine, names: readonly ScoreName[]): readonly (number | undefined)[] {
  if (line.event === 'step') return [line.loss, undefined, ...[...names, ...names].map(() => undefined)];
  return [line.train.loss, line.validation?.loss, ...names.map((name) => scoreOf(line.train, name)), ...names.map((name) => scoreOf(line.validation, name))];
}

function scoreOf(split: SplitResult | undefined, name: ScoreName): number | undefined {
  return split && namedScores(scoresOf(split, undefined))[name];
}

function namedScores(scores: Scores | undefined): Partial<Record<ScoreName, number>> {
  switch (scores?.kind) {
    case 'classification':
      return { accuracy: scores.accuracy };
    case 'regression':
      return { mean_absolute_error: scores.meanAbsoluteError, mean_squared_error: scores.meanSquaredError, r2: scores.r2 };
    case 'segmentation':
      return { mean_iou: scores.meanIou, mean_dice: scores.meanDice, pixel_accuracy: scores.pixelAccuracy };
    case 'detection':
      return { ap50: scores.ap50, ap: scores.ap };
    case 'landmarks':
      return { pck: scores.pck, nme: scores.nme };
    case undefined:
      return {};
  }
}

function cell(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
