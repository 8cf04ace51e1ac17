/** Pruned weights of a run, kept as a file or as a run of their own, and measured beside the full ones. */
import type { Diagnostic } from '../../core/diagnostic';
import type { Tensor } from '../../core/dtype';
import { pruneTensors, totalSparsity, type PruneSettings, type TensorSparsity } from '../../compress/prune';
import type { DataSource, SplitName, SplitOptions } from '../../data/dataset';
import { writeFileAtomically } from '../../files/atomic-write';
import { decodeModel } from '../../onnx/decode';
import { readTrainedRun } from '../model-file';
import { openSession } from '../onnx-runtime';
import { COMPARED_SAMPLES, compareModels, type CompareOptions, type Comparison } from './compare-models';
import { sampleBatches } from './model-samples';
import { baked, evaluatedRows, measuringData, randomInputs } from './source';
import { writePrunedRun } from './write-pruned-run';

export interface PruneInput {
  readonly run: string;
  readonly settings: PruneSettings;
  /** A file that ends with .onnx, or a new folder for a run that can be trained on. */
  readonly out: string;
  readonly source?: DataSource;
  readonly split?: SplitOptions;
  readonly part?: SplitName | 'all';
  readonly threads: number;
}

export interface PruneReport extends Comparison {
  /** What was written: the file, or the folder of the new run. */
  readonly out: string;
  readonly kind: 'file' | 'run';
  readonly sparsity: readonly TensorSparsity[];
  /** The share of zeros in all of them together. */
  readonly total: number;
  readonly findings: readonly Diagnostic[];
}

/** Throws LoomError where the run has no weights, nothing is left to prune, or the file or folder cannot be written. */
export async function pruneRun({ run, settings, out, source, split, part, threads }: PruneInput): Promise<PruneReport> {
  const trained = await readTrainedRun(run);
  const { record, document, weights } = trained;
  const { tensors, sparsity } = pruneTensors(weights, settings);
  const { dataset, findings } = await measuringData(record, source, split);
  const [before, after] = [baked(document, weights, record.signature), baked(document, tensors, record.signature)];
  const evaluation = dataset && { signature: record.signature, dataset, ...(part && { part }) };
  const comparison = await compared(before, after, evaluation, threads);
  const kind = out.endsWith('.onnx') ? 'file' : 'run';
  const notes = kind === 'file' ? await writeFile(out, after) : await writePrunedRun({ ...trained, weights: tensors }, { origin: run, out, pruned: sparsity, settings, threads, ...(dataset && { dataset }) });
  return { out, kind, sparsity, total: totalSparsity(sparsity), findings: [...findings, ...notes], ...comparison };
}

async function compared(before: Uint8Array, after: Uint8Array, evaluation: CompareOptions['evaluation'], threads: number): Promise<Comparison> {
  const options = { backend: 'cpu', threads } as const;
  const [full, pruned] = [await openSession(before, options), await openSession(after, options)];
  try {
    const samples = (evaluation && (await firstSamples(evaluation))) ?? randomInputs(decodeModel(before));
    return await compareModels({ file: before, session: full }, { file: after, session: pruned }, { samples, realSamples: evaluation !== undefined, ...(evaluation && { evaluation }) });
  } finally {
    await full.close();
    await pruned.close();
  }
}

async function firstSamples({ signature, dataset, part }: NonNullable<CompareOptions['evaluation']>): Promise<ReadonlyMap<string, Tensor> | undefined> {
  for await (const { feeds } of sampleBatches(signature, dataset, evaluatedRows(dataset, part), COMPARED_SAMPLES, COMPARED_SAMPLES)) return feeds;
  return undefined;
}

async function writeFile(out: string, file: Uint8Array): Promise<readonly Diagnostic[]> {
  await writeFileAtomically(out, [file]);
  return [];
}
