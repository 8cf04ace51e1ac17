/**
 * Pruned weights as a run: it can be evaluated, exported and forked as any other, and in its document the pruned weights are
 * bound to stay zero, so training on mends the others only.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, warning, type Diagnostic } from '../../core/diagnostic';
import { keepZeros } from '../../compress/keep-zeros';
import type { PruneSettings, TensorSparsity } from '../../compress/prune';
import type { Dataset } from '../../data/dataset';
import { moveDataReference } from '../../files/data-location';
import { explaining } from '../../files/file-problem';
import { makeFolder } from '../../files/make-folder';
import { writeSafetensorsFile } from '../../files/safetensors-file';
import { inferNetwork } from '../../infer/infer-network';
import { BEST_CHECKPOINT, listCheckpoints, saveBest } from '../checkpoint';
import { evaluate, type Evaluation } from '../evaluate';
import { exportModel } from '../export-model';
import { MetricsLog } from '../metrics-log';
import type { TrainedRun } from '../model-file';
import { openSession } from '../onnx-runtime';
import { writeRun } from '../run-record';
import type { SplitResult } from '../trainer';
import { startState } from '../training-state';
import { baked } from './source';

export interface PrunedRunOptions {
  /** The run that the weights are of. */
  readonly origin: string;
  /** A folder that is new or empty. */
  readonly out: string;
  readonly settings: PruneSettings;
  readonly pruned: readonly TensorSparsity[];
  /** Without it the run tells no scores. */
  readonly dataset?: Dataset;
  readonly threads: number;
}

/** Scores of the training rows are of at most so many. */
const MOST_TRAINING_ROWS = 2000;

/** Answers what a person should know. Throws LoomError where the folder is in use or cannot be written. */
export async function writePrunedRun({ record, document, weights }: TrainedRun, { origin, out, settings, pruned, dataset, threads }: PrunedRunOptions): Promise<readonly Diagnostic[]> {
  await explaining(out, 'created', () => makeFolder(out));
  if ((await readdir(out)).length > 0) fail('folder-in-use', `“${out}” is not empty, and a run needs a folder of its own.`, { file: out, remedy: 'Give the name of a new folder.' });
  const kept = keepZeros(document, new Set(pruned.map(({ key }) => key)));
  const placed = moveDataReference(kept.document, join(origin, 'document.loom'), join(out, 'document.loom'));
  const [newest] = await listCheckpoints(origin);
  const { parent: _, ...own } = record;
  await writeRun(out, { ...own, createdAt: new Date().toISOString(), parent: { run: origin, checkpoint: newest?.name ?? BEST_CHECKPOINT }, pruned: { scope: settings.scope, ...settings.amount } }, placed);
  const state = { ...startState(), epoch: 1, finished: true };
  await saveBest(out, weights, state);
  await writeSafetensorsFile(join(out, 'weights.safetensors'), weights);
  if (dataset) await logScores(out, { record, document: placed, weights }, dataset, threads);
  await exportModel({ name: document.name, network: inferNetwork(placed), weights, signature: record.signature, ...(dataset && { dataset }), out: join(out, 'model.onnx') });
  return kept.occupied.map((key) => warning('zeros-not-kept', `“${key}” has another constraint, so its pruned weights may grow again when it is trained on.`, { found: key }));
}

/** As the last line of the log of a training: how good it is as it stands. */
async function logScores(run: string, { record, document, weights }: TrainedRun, dataset: Dataset, threads: number): Promise<void> {
  const session = await openSession(baked(document, weights), { backend: 'cpu', threads });
  try {
    const model = { signature: record.signature, session };
    const train = resultOf(await evaluate(model, dataset, dataset.splits.train.length > 0 ? 'train' : 'all', MOST_TRAINING_ROWS));
    const validation = dataset.splits.validation.length > 0 ? resultOf(await evaluate(model, dataset, 'validation')) : undefined;
    const log = new MetricsLog(run);
    log.add({ event: 'epoch', step: 0, epoch: 1, train, ...(validation && { validation }), rate: 0, best: true });
    await log.flush();
  } finally {
    await session.close();
  }
}

function resultOf({ loss, outputs }: Evaluation): SplitResult {
  return { loss, outputs };
}
