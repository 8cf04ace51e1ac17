/** Scores of an Output that chooses among classes. */
import type { Tensor } from '../../core/dtype';

export interface ClassificationSums {
  readonly kind: 'classification';
  /** `confusion[truth][answer]` */
  readonly confusion: number[][];
  /** Samples whose true class was among the k best. */
  topK: number;
}

export interface ClassScores {
  readonly label: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

export interface ClassificationScores {
  readonly kind: 'classification';
  readonly accuracy: number;
  readonly topK: number;
  readonly confusion: readonly (readonly number[])[];
  readonly classes: readonly ClassScores[];
}

/** The k of top-k, where there are more classes than that. */
export const TOP_K = 5;

export function startAnswers(classes: number): ClassificationSums {
  return { kind: 'classification', confusion: Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0)), topK: 0 };
}

export function addAnswers(sums: ClassificationSums, prediction: Tensor, target: Tensor): void {
  const samples = target.shape[0]!;
  const scores = prediction.data as Float32Array;
  const width = scores.length / samples;
  for (let sample = 0; sample < samples; sample++) {
    const row = scores.subarray(sample * width, (sample + 1) * width);
    const truth = trueClass(target, sample);
    const answer = width === 1 ? Number(row[0]! >= 0.5) : indexOfMaximum(row);
    sums.confusion[truth]![answer]!++;
    const better = width === 1 ? Number(answer !== truth) : row.reduce((count, score) => count + Number(score > row[truth]!), 0);
    if (better < Math.min(TOP_K, sums.confusion.length)) sums.topK++;
  }
}

/** From a label, a one-hot row or a single 0/1. */
function trueClass({ data, dtype, shape }: Tensor, sample: number): number {
  const width = shape.slice(1).reduce((product, size) => product * size, 1);
  if (dtype === 'int32' || width === 1) return Number(data[sample]);
  return indexOfMaximum((data as Float32Array).subarray(sample * width, (sample + 1) * width));
}

export function indexOfMaximum(values: Float32Array): number {
  let best = 0;
  for (let index = 1; index < values.length; index++) if (values[index]! > values[best]!) best = index;
  return best;
}

export function finishAnswers(sums: ClassificationSums, labels: readonly string[]): ClassificationScores {
  const { confusion } = sums;
  const rows = confusion.map((row) => row.reduce((a, b) => a + b, 0));
  const total = rows.reduce((a, b) => a + b, 0);
  const classes = confusion.map((row, index) => {
    const answered = confusion.reduce((sum, other) => sum + other[index]!, 0);
    const right = row[index]!;
    const precision = answered > 0 ? right / answered : 0;
    const recall = rows[index]! > 0 ? right / rows[index]! : 0;
    const f1 = precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
    return { label: labels[index] ?? String(index), precision, recall, f1, support: rows[index]! };
  });
  const right = confusion.reduce((sum, row, index) => sum + row[index]!, 0);
  return { kind: 'classification', accuracy: right / total, topK: sums.topK / total, confusion, classes };
}
