/** What there is to say about a run in a line. */
import type { DataSource } from '../../../engine/data/dataset';
import type { RunState, RunSummary } from '../../../engine/shell/protocol/runs';
import { formatCount } from '../../network/text';
import { machineText } from '../machine-text';
import { percentText, valueText } from '../number-text';

export const STATE_TITLES: Readonly<Record<RunState, string>> = {
  starting: 'starting',
  running: 'training',
  paused: 'paused',
  stopping: 'stopping',
  unfinished: 'unfinished',
  done: 'done',
};

export function dataText(source: DataSource): string {
  if (source.kind === 'builtin') return `built-in ${source.name}${source.count === undefined ? '' : `, ${formatCount(source.count)} samples`}`;
  return source.path.split(/[\\/]/).filter(Boolean).at(-1) ?? source.path;
}

/** 98.4 %, or a loss where there are no classes. */
export function resultText({ accuracy, validationLoss, loss }: RunSummary): string {
  if (accuracy !== undefined) return percentText(accuracy);
  const value = validationLoss ?? loss;
  return value === undefined ? '—' : `loss ${valueText(value)}`;
}

export function runLine(summary: RunSummary): string {
  return [`epoch ${formatCount(summary.epoch)} of ${formatCount(summary.epochs)}`, dataText(summary.data.source), machineText(summary)].join(' · ');
}
