/** What is made of a data set, as plain data that travels to workers, and the making of one batch. */
import { fail } from '../../core/diagnostic';
import { assembleBatch } from '../batches';
import type { Binding } from '../bindings';
import type { Dataset, DataSource, SplitOptions } from '../dataset';
import { drawMask, type MaskSpec } from '../mask';
import { openDataset } from '../open-dataset';
import type { RowCache } from '../row-cache';
import type { BatchRequest, PreparedBatch } from './batch-source';

export interface DataJob {
  readonly source: DataSource;
  readonly split: SplitOptions;
  /** Folder that a relative source starts from. */
  readonly resolveFrom?: string;
  /** Of the data set as it was opened first; a worker that finds another one stops. */
  readonly fingerprint: string;
  readonly bindings: readonly Binding[];
  readonly masks?: readonly MaskSpec[];
  readonly seed: number;
}

export async function prepareBatch(dataset: Dataset, job: DataJob, request: BatchRequest, cache: RowCache): Promise<PreparedBatch> {
  const { epoch, step, training } = request;
  const batch = await assembleBatch(dataset, request.rows, job.bindings, { seed: job.seed, epoch, augment: training, cache });
  const masks = training ? (job.masks ?? []) : [];
  const drawn = masks.map((mask) => [mask.name, drawMask(mask, batch.rows.length, job.seed, step)] as const);
  return { ...batch, tensors: { ...batch.tensors, ...Object.fromEntries(drawn) }, epoch, step };
}

/** Opens the job's data set again, on a worker. Files were looked at when it was opened first. */
export async function reopen(job: DataJob): Promise<Dataset> {
  const dataset = await openDataset(job.source, job.split, { check: 'none', ...(job.resolveFrom === undefined ? {} : { resolveFrom: job.resolveFrom }) });
  if (dataset.fingerprint !== job.fingerprint) {
    fail('data-changed', 'The data changed after it was opened.', { expected: `fingerprint ${job.fingerprint}`, found: dataset.fingerprint, remedy: 'Open it again, and leave its files alone while training.' });
  }
  return dataset;
}
