/** What differs between runs: settings, data, results. What is the same in all of them is left out. */
import type { LoomDocument } from '../../../engine/document/model';
import type { LogLine } from '../../../engine/run/metrics-log';
import { DEFAULT_TRAINING } from '../../../engine/run/default-training';
import type { Scores } from '../../../engine/run/metrics';
import { mainShare } from '../../../engine/run/metrics/main-share';
import type { RunSummary } from '../../../engine/shell/protocol/runs';
import { formatCount } from '../../network/text';
import { machineText } from '../machine-text';
import { percentText, valueText } from '../number-text';
import { scoresOf } from '../curves/curve-metrics';
import { optimizerOf, scheduleOf } from '../settings/training-settings';
import { dataText, STATE_TITLES } from './run-text';

export interface ComparableRun {
  readonly summary: RunSummary;
  readonly document: LoomDocument;
  readonly history: readonly LogLine[];
}

export interface CompareRow {
  readonly name: string;
  /** Per run. */
  readonly values: readonly string[];
  /** Shown although it is the same everywhere. */
  readonly isResult: boolean;
}

type Column = readonly [name: string, value: (run: ComparableRun) => string];

const RESULTS: readonly Column[] = [
  ['State', ({ summary }) => STATE_TITLES[summary.state]],
  ['Epochs trained', ({ summary }) => formatCount(summary.epoch)],
  ['Best validation accuracy', ({ history }) => best(history, 'classification')],
  ['Best validation mean IoU', ({ history }) => best(history, 'segmentation')],
  ['Best validation AP50', ({ history }) => best(history, 'detection')],
  ['Best validation PCK@0.1', ({ history }) => best(history, 'landmarks')],
  ['Best validation loss', ({ history }) => best(history, 'loss')],
  ['Last training loss', ({ summary }) => (summary.loss === undefined ? '—' : valueText(summary.loss))],
];

const SETTINGS: readonly Column[] = [
  ['Network', ({ document }) => document.name],
  ['Boxes', ({ document }) => formatCount(document.graph.nodes.length)],
  ['Data', ({ summary }) => dataText(summary.data.source)],
  ['Split', ({ summary: { data } }) => `validation ${percentText(data.split.validation, 0)}, test ${percentText(data.split.test, 0)}, seed ${data.split.seed}`],
  ['Epochs planned', ({ document }) => formatCount(trainingOf(document).epochs)],
  ['Batch size', ({ document }) => formatCount(trainingOf(document).batchSize)],
  ['Seed', ({ document }) => String(trainingOf(document).seed)],
  ['Shuffle', ({ document }) => (trainingOf(document).shuffle ? 'yes' : 'no')],
  ['Optimizer', ({ document }) => optimizerOf(trainingOf(document).program[0]!.optimizer).title],
  ['Learning rate', ({ document }) => rateOf(document)],
  ['Optimizer settings', ({ document }) => others(trainingOf(document).program[0]!.optimizer, ['name', 'learningRate'])],
  ['Schedule', ({ document }) => [scheduleOf(trainingOf(document).schedule).title, others(trainingOf(document).schedule ?? { name: '' }, ['name'])].filter((text) => text !== '—').join(', ')],
  ['Clipping', ({ document }) => others(trainingOf(document).clip ?? {}, [])],
  ['Early stopping', ({ document }) => others(trainingOf(document).earlyStopping ?? {}, [])],
  ['Machine', ({ summary }) => machineText(summary)],
  ['Forked from', ({ summary }) => summary.parent?.split(/[\\/]/).at(-1) ?? '—'],
];

export function compareRows(runs: readonly ComparableRun[]): readonly CompareRow[] {
  const rows = (columns: readonly Column[], isResult: boolean): CompareRow[] => columns.map(([name, value]) => ({ name, values: runs.map(value), isResult }));
  return [...rows(RESULTS, true).filter(({ values }) => values.some((text) => text !== '—')), ...rows(SETTINGS, false).filter(({ values }) => new Set(values).size > 1)];
}

function trainingOf({ training }: LoomDocument): typeof DEFAULT_TRAINING {
  return training ?? DEFAULT_TRAINING;
}

function rateOf(document: LoomDocument): string {
  const { optimizer } = trainingOf(document).program[0]!;
  return String(optimizer['learningRate'] ?? optimizerOf(optimizer).defaultRate);
}

function others(settings: Readonly<Record<string, unknown>>, except: readonly string[]): string {
  const rest = Object.entries(settings).filter(([name, value]) => !except.includes(name) && value !== undefined);
  return rest.length === 0 ? '—' : rest.map(([name, value]) => `${name} ${String(value)}`).join(', ');
}

/** The loss, or the share that scores of a kind come down to. */
function best(history: readonly LogLine[], metric: Scores['kind'] | 'loss'): string {
  const values = history.flatMap((line) => {
    if (line.event !== 'epoch' || !line.validation) return [];
    if (metric === 'loss') return [{ value: line.validation.loss, epoch: line.epoch }];
    const scores = scoresOf(line.validation, undefined);
    const share = scores?.kind === metric ? mainShare(scores) : undefined;
    return share ? [{ value: share.value, epoch: line.epoch }] : [];
  });
  if (values.length === 0) return '—';
  const found = values.reduce((top, one) => ((metric === 'loss' ? one.value < top.value : one.value > top.value) ? one : top));
  return `${metric === 'loss' ? valueText(found.value) : percentText(found.value)} in epoch ${found.epoch}`;
}
