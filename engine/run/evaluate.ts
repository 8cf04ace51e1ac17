/** Loss and scores of a trained model on data, from the model's own predictions. */
import { fail, type Diagnostic } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { BatchPlan } from '../data/batch-plan';
import { SPLIT_NAMES, type Dataset, type SplitName } from '../data/dataset';
import type { BatchRequest } from '../data/worker/batch-source';
import { InProcessData } from '../data/worker/in-process';
import type { PrecisionCurves } from '../vision/precision-curves';
import type { TargetBinding } from './bind-columns';
import { addFeeds, dataBindings } from './feeds';
import { applyLabelMaps, labelMaps } from './label-map';
import { addBatch, finishSums, startSums, type MetricSums, type Scores } from './metrics';
import { evaluateDetection } from './metrics/detection';
import type { ReadyModel } from './model-file';
import { PredictionLoss } from './prediction-loss';
import type { TargetSignature } from './signature';

export interface Evaluation {
  /** Which rows: a split, or `all`. */
  readonly split: SplitName | 'all';
  readonly samples: number;
  /** NaN where an Output compares by a rule of its layer: that needs more than the predictions. */
  readonly loss: number;
  /** `curves` where an Output finds objects: precision over recall. */
  readonly outputs: Readonly<Record<string, { readonly loss: number; readonly scores: Scores; readonly curves?: PrecisionCurves }>>;
  /** Rows that could not be read. */
  readonly problems: readonly Diagnostic[];
}

const BATCH_SIZE = 64;

/** `split` undefined takes test rows where there are any, else validation rows, else all; of more than `most`, that many spread evenly. */
export async function evaluate({ signature, session }: Pick<ReadyModel, 'signature' | 'session'>, dataset: Dataset, split?: SplitName | 'all', most = Infinity): Promise<Evaluation> {
  const chosen = split ?? (['test', 'validation'] as const).find((name) => dataset.splits[name].length > 0) ?? 'all';
  const rows = chosen === 'all' ? Uint32Array.from(SPLIT_NAMES.flatMap((name) => [...dataset.splits[name]])).sort() : dataset.splits[chosen];
  if (rows.length === 0) fail('no-rows', `The data has no rows in its ${chosen} part.`, { remedy: `Choose another part: ${SPLIT_NAMES.filter((name) => dataset.splits[name].length > 0).join(', ')}.` });
  const maps = labelMaps(signature, dataset);
  const job = { source: dataset.source, split: { seed: 0, validation: 0, test: 0 }, fingerprint: dataset.fingerprint, bindings: dataBindings(signature), seed: 0 };
  const data = new InProcessData(dataset, job, { cacheBytes: 0 });
  const plan = new BatchPlan(spread(rows, most), { batchSize: BATCH_SIZE, seed: 0, epoch: 0, shuffle: false });
  const requests = Array.from({ length: plan.batchCount }, (_, batch): BatchRequest => ({ rows: plan.rowsOf(batch), epoch: 0, step: 0, training: false }));
  const batches = data.stream(requests);
  const sums = new Map(signature.targets.map((target) => [target.node, { loss: 0, weight: 0, metrics: startSums(asBinding(target)) }]));
  const problems: Diagnostic[] = [];
  let losses: PredictionLoss | undefined;
  let samples = 0;
  try {
    for (let batch = await batches.next(); batch; batch = await batches.next()) {
      problems.push(...batch.problems);
      if (batch.rows.length === 0) continue;
      samples += batch.rows.length;
      const feeds = new Map<string, Tensor>();
      addFeeds(signature, applyLabelMaps(maps, batch.tensors), feeds);
      const results = await session.run(feeds);
      for (const { node } of signature.targets) feeds.set(`${node}:prediction`, results.get(`${node}:prediction`)!);
      losses ??= await PredictionLoss.open(signature, new Map(signature.targets.map(({ node }) => [node, results.get(`${node}:prediction`)!.shape.slice(1)])));
      for (const [node, { loss, weight }] of await losses.sums(feeds)) addLoss(sums.get(node)!, loss, weight);
      for (const [node, { metrics }] of sums) addBatch(metrics, feeds.get(`${node}:prediction`)!, feeds.get(`${node}:target`)!);
    }
  } finally {
    await batches.close();
    await losses?.close();
  }
  if (samples === 0) fail('nothing-readable', 'None of the rows could be read.', { found: problems[0]?.message ?? 'no rows' });
  const outputs = Object.fromEntries(signature.targets.map(({ node, classes, skeleton }) => [node, finish(sums.get(node)!, classes ?? skeleton?.points ?? [])]));
  const loss = signature.targets.reduce((total, { node, loss: { weight } }) => total + weight * outputs[node]!.loss, 0);
  return { split: chosen, samples, loss, outputs, problems };
}

function spread(rows: Uint32Array, most: number): Uint32Array {
  return rows.length <= most ? rows : Uint32Array.from({ length: most }, (_, index) => rows[Math.floor((index * rows.length) / most)]!);
}

interface NodeSums {
  loss: number;
  weight: number;
  readonly metrics: MetricSums;
}

function addLoss(sums: NodeSums, loss: number, weight: number): void {
  sums.loss += loss;
  sums.weight += weight;
}

function finish({ loss, weight, metrics }: NodeSums, labels: readonly string[]): Evaluation['outputs'][string] {
  const judged = metrics.kind === 'detection' ? evaluateDetection(metrics, labels) : { scores: finishSums(metrics, labels) };
  return { loss: loss / weight, ...judged };
}

function asBinding({ node, column, kind, classes, skeleton, shape, encoding }: TargetSignature): TargetBinding {
  return { node, shape, encoding, column: { name: column, kind, isTarget: true, ...(classes && { classes }), ...(skeleton && { skeleton }) } };
}
