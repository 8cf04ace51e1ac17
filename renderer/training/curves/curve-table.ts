/** The log of runs as a table, a row for every logged step and epoch. */
import type { LogLine } from '../../../engine/run/metrics-log';
import type { SplitResult } from '../../../engine/run/trainer';
import { scoresOf } from './curve-metrics';

export interface NamedLog {
  readonly title: string;
  readonly history: readonly LogLine[];
}

const SCORES = ['accuracy', 'mean_absolute_error', 'mean_squared_error', 'r2'] as const;
const HEAD = ['run', 'event', 'step', 'epoch', 'learning_rate', 'training_loss', 'validation_loss', ...SCORES.map((name) => `training_${name}`), ...SCORES.map((name) => `validation_${name}`)];

/** Scores are of the first Output. */
export function curveTable(logs: readonly NamedLog[]): string {
  const rows = logs.flatMap(({ title, history }) => history.map((line) => [title, line.event, line.step, line.epoch, line.rate, ...valuesOf(line)]));
  return [HEAD, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function valuesOf(line: LogLine): readonly (number | undefined)[] {
  if (line.event === 'step') return [line.loss, undefined, ...scoreValues(undefined), ...scoreValues(undefined)];
  return [line.train.loss, line.validation?.loss, ...scoreValues(line.train), ...scoreValues(line.validation)];
}

function scoreValues(split: SplitResult | undefined): readonly (number | undefined)[] {
  const scores = split && scoresOf(split, undefined);
  if (scores?.kind === 'classification') return [scores.accuracy, undefined, undefined, undefined];
  if (scores?.kind === 'regression') return [undefined, scores.meanAbsoluteError, scores.meanSquaredError, scores.r2];
  return SCORES.map(() => undefined);
}

function cell(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
