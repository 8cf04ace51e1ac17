/** The best class of every candidate of a table, with its score after activation. */
import { fail } from '../../core/diagnostic';
import type { Activation, ScoreColumns } from '../model-task';
import { sigmoid, type Table } from './output-values';

export interface Best {
  readonly scores: Float32Array;
  readonly labels: Int32Array;
}

/** How many columns of the table scores take up, from its start. */
export function scoreColumnsEnd(rule: ScoreColumns): number {
  return rule.kind === 'each' ? Math.max(rule.at + rule.count, (rule.objectness ?? -1) + 1) : Math.max(rule.score, rule.label ?? 0) + 1;
}

export function bestScores(table: Table, rule: ScoreColumns): Best {
  if (rule.kind === 'best') return given(table, rule);
  const best = bestOf(table, rule.at, rule.count, rule.activation);
  const { objectness } = rule;
  if (objectness !== undefined) {
    const activate = rule.activation === 'none' ? (value: number) => value : sigmoid;
    for (let row = 0; row < table.rows; row++) best.scores[row]! *= activate(at(table, row, objectness));
  }
  return best;
}

export function at({ data, rowStep, columnStep }: Table, row: number, column: number): number {
  return data[row * rowStep + column * columnStep]!;
}

/** Class by class rather than candidate by candidate: with classes in the first axis that is the order of memory. */
export function bestOf(table: Table, first: number, count: number, activation: Activation): Best {
  if (count < 1) fail('no-classes', `The output “${table.name}” has no columns left for classes.`, { remedy: 'Check the axes and the number of classes in the mapping.' });
  const { rows, data, rowStep, columnStep } = table;
  const scores = new Float32Array(rows).fill(-Infinity);
  const labels = new Int32Array(rows);
  for (let label = 0; label < count; label++) {
    for (let row = 0, from = (first + label) * columnStep; row < rows; row++, from += rowStep) {
      const score = data[from]!;
      if (score > scores[row]!) {
        scores[row] = score;
        labels[row] = label;
      }
    }
  }
  if (activation === 'softmax') divideByAll(table, first, count, scores);
  else if (activation === 'sigmoid') for (let row = 0; row < rows; row++) scores[row] = sigmoid(scores[row]!);
  return { scores, labels };
}

/** The softmax of the largest value of each row is one over the sum of all powers relative to it. */
function divideByAll({ rows, data, rowStep, columnStep }: Table, first: number, count: number, scores: Float32Array): void {
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let label = 0; label < count; label++) sum += Math.exp(data[row * rowStep + (first + label) * columnStep]! - scores[row]!);
    scores[row] = 1 / sum;
  }
}

function given(table: Table, { score, label }: Extract<ScoreColumns, { kind: 'best' }>): Best {
  const scores = new Float32Array(table.rows);
  const labels = new Int32Array(table.rows);
  for (let row = 0; row < table.rows; row++) {
    scores[row] = at(table, row, score);
    if (label !== undefined) labels[row] = Math.round(at(table, row, label));
  }
  return { scores, labels };
}
