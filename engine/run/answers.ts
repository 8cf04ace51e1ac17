/** What a trained model answers for every row of a part of its data, one by one: what a confusion matrix is made of. */
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { BatchPlan } from '../data/batch-plan';
import type { Dataset, Pixels, SplitName } from '../data/dataset';
import type { BatchRequest } from '../data/worker/batch-source';
import { InProcessData } from '../data/worker/in-process';
import { addFeeds, dataBindings } from './feeds';
import { applyLabelMaps, labelMaps } from './label-map';
import { indexOfMaximum } from './metrics';
import type { ReadyModel } from './model-file';
import { addObjects, evaluateDetection, startDetection, type DetectionEvaluation } from './metrics/detection';
import { pictureOf } from './picture-of';
import { seenRow, type SeenRow } from './seen-rows';
import type { TargetSignature } from './signature';

/** Of an Output that chooses among classes. */
export interface ClassAnswer {
  readonly row: number;
  /** As `Dataset.rowName`. */
  readonly name: string;
  /** Indices of `classes`. */
  readonly truth: number;
  readonly answer: number;
  /** The probability of the answer, and of the true class. */
  readonly confidence: number;
  readonly truthProbability: number;
  /** −ln of the probability of the true class, whatever loss the network was trained with. */
  readonly loss: number;
}

/** Of an Output that gives numbers. */
export interface NumberAnswer {
  readonly row: number;
  readonly name: string;
  readonly truth: readonly number[];
  readonly answer: readonly number[];
  /** The mean squared error of its values. */
  readonly loss: number;
}

/** Of an Output that sees: a class per pixel, objects or points. */
export interface SeenSample extends SeenRow {
  readonly row: number;
  readonly name: string;
  /** As the network got it: what is seen is told in its pixels. */
  readonly picture: Pixels;
}

interface AnswersOf<Kind, Row> {
  readonly kind: Kind;
  readonly output: string;
  readonly part: SplitName;
  /** Rows of the part; `rows` stops at `MOST_ROWS`, and what cannot be read is left out. */
  readonly total: number;
  readonly rows: readonly Row[];
}

export type ClassAnswers = AnswersOf<'classification', ClassAnswer> & { readonly classes: readonly string[] };
export type NumberAnswers = AnswersOf<'regression', NumberAnswer>;
/**
 * Only the worst rows, as many as `MOST_SEEN` and `SEEN_BYTES` allow; `judged` counts all that were looked at. Objects are also
 * scored over all of those.
 */
export type SeenAnswers = AnswersOf<'seen', SeenSample> & { readonly classes: readonly string[]; readonly judged: number; readonly detection?: DetectionEvaluation };
export type Answers = ClassAnswers | NumberAnswers | SeenAnswers;

/** So many rows are answered; a window shows no more of them. */
export const MOST_ROWS = 20_000;
const BATCH_SIZE = 64;
/** Answers for every pixel are large. */
const SEEN_BATCH = 8;
/** Pictures that are kept with their masks. */
const MOST_SEEN = 96;
const SEEN_BYTES = 16 * 2 ** 20;
/** So many pictures are looked at: each costs a forward pass of a network that is usually large. */
const MOST_JUDGED = 500;
/** Below this a probability counts as this: its logarithm must stay a number. */
const SMALLEST = 1e-12;

export async function answerRows({ signature, session }: ReadyModel, dataset: Dataset, part: SplitName, output?: string): Promise<Answers> {
  const target = output === undefined ? signature.targets[0] : signature.targets.find(({ node }) => node === output);
  if (!target) fail('no-such-output', output === undefined ? 'The run has no Output that is trained.' : `The run has no Output “${output}”.`, { expected: signature.targets.map(({ node }) => node).join(', ') });
  const all = dataset.splits[part];
  const sees = target.kind === 'mask' || target.kind === 'boxes' || target.kind === 'points';
  const rows = all.subarray(0, sees ? MOST_JUDGED : MOST_ROWS);
  const maps = labelMaps(signature, dataset);
  const job = { source: dataset.source, split: { seed: 0, validation: 0, test: 0 }, fingerprint: dataset.fingerprint, bindings: dataBindings(signature), seed: 0 };
  const data = new InProcessData(dataset, job, { cacheBytes: 0 });
  const plan = new BatchPlan(rows, { batchSize: sees ? SEEN_BATCH : BATCH_SIZE, seed: 0, epoch: 0, shuffle: false });
  const batches = data.stream(Array.from({ length: plan.batchCount }, (_, batch): BatchRequest => ({ rows: plan.rowsOf(batch), epoch: 0, step: 0, training: false })));
  const answered: (ClassAnswer | NumberAnswer)[] = [];
  const seen: SeenSample[] = [];
  const objects = target.kind === 'boxes' ? startDetection(target.classes?.length ?? 0) : undefined;
  const picture = signature.features.find(({ columns }) => columns.some(({ kind }) => kind === 'image'))?.input;
  try {
    for (let batch = await batches.next(); batch; batch = await batches.next()) {
      if (batch.rows.length === 0) continue;
      const feeds = new Map<string, Tensor>();
      addFeeds(signature, applyLabelMaps(maps, batch.tensors), feeds);
      const prediction = (await session.run(feeds)).get(`${target.node}:prediction`)!;
      const truth = feeds.get(`${target.node}:target`)!;
      if (objects) addObjects(objects, prediction, truth);
      for (const [index, row] of batch.rows.entries()) {
        const judged = sees ? seenRow(target, sampleTensor(prediction, index), sampleTensor(truth, index)) : undefined;
        if (judged) seen.push({ row, name: dataset.rowName(row), picture: pictureOf(sampleTensor(feeds.get(picture!)!, index)), ...judged });
        else answered.push({ row, name: dataset.rowName(row), ...judge(target, slice(prediction, index), slice(truth, index)) });
      }
    }
  } finally {
    await batches.close();
    await data.close();
  }
  const head = { output: target.node, part, total: all.length };
  if (sees) return { ...head, kind: 'seen', classes: target.classes ?? [], judged: seen.length, rows: worstOf(seen), ...(objects && { detection: evaluateDetection(objects, target.classes ?? []) }) };
  if (target.kind === 'category') return { ...head, kind: 'classification', classes: target.classes ?? [], rows: answered as ClassAnswer[] };
  return { ...head, kind: 'regression', rows: answered as NumberAnswer[] };
}

/** The worst first, as many as may travel to a window. */
function worstOf(rows: readonly SeenSample[]): readonly SeenSample[] {
  const [first] = rows;
  const bytes = (first?.picture.data.length ?? 0) + (first?.truth.kind === 'mask' ? 2 * first.truth.mask.data.length : 0);
  const most = Math.min(MOST_SEEN, Math.max(1, Math.floor(SEEN_BYTES / Math.max(1, bytes))));
  return [...rows].sort((a, b) => b.loss - a.loss).slice(0, most);
}

/** One sample as a batch of its own, without a copy. */
function sampleTensor({ dtype, shape, data }: Tensor, sample: number): Tensor {
  const width = shape.slice(1).reduce((product, size) => product * size, 1);
  return { dtype, shape: [1, ...shape.slice(1)], data: data.subarray(sample * width, (sample + 1) * width) } as Tensor;
}

/** The values of one sample. */
function slice({ data, shape }: Tensor, sample: number): Float32Array {
  const width = shape.slice(1).reduce((product, size) => product * size, 1);
  return Float32Array.from({ length: width }, (_, index) => Number(data[sample * width + index]));
}

function judge({ kind, encoding }: TargetSignature, prediction: Float32Array, truth: Float32Array): Omit<ClassAnswer, 'row' | 'name'> | Omit<NumberAnswer, 'row' | 'name'> {
  if (kind === 'number') {
    const loss = truth.reduce((sum, value, index) => sum + (prediction[index]! - value) ** 2, 0) / truth.length;
    return { truth: [...truth], answer: [...prediction], loss };
  }
  // A single value is the probability of the second of two classes.
  const scores = prediction.length === 1 ? Float32Array.of(1 - prediction[0]!, prediction[0]!) : prediction;
  const right = encoding === 'label' || truth.length === 1 ? truth[0]! : indexOfMaximum(truth);
  const answer = indexOfMaximum(scores);
  return { truth: right, answer, confidence: scores[answer]!, truthProbability: scores[right]!, loss: -Math.log(Math.max(scores[right]!, SMALLEST)) };
}
