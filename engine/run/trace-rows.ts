/** Rows of a data set as one batch of a trace: features and targets, as training reads them. */
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import type { DataSource, SplitOptions } from '../data/dataset';
import { InProcessData } from '../data/worker/in-process';
import { addFeeds, dataBindings } from './feeds';
import { applyLabelMaps, labelMaps } from './label-map';
import type { OpenData } from './look-subject';
import type { ModelSignature } from './signature';

export interface TraceRows {
  readonly kind: 'rows';
  readonly source: DataSource;
  readonly split: SplitOptions;
  readonly rows: readonly number[];
}

/** Throws LoomError where a row is not there or cannot be read. */
export async function rowFeeds({ source, split, rows }: TraceRows, signature: ModelSignature, openData: OpenData): Promise<Map<string, Tensor>> {
  const dataset = await openData(source, split);
  const missing = rows.find((row) => row >= dataset.rowCount);
  if (missing !== undefined) fail('no-such-row', `The data has no row ${missing}: it has ${dataset.rowCount}, counted from 0.`, { expected: `0 … ${dataset.rowCount - 1}`, found: String(missing), remedy: 'Choose another row.' });
  const job = { source: dataset.source, split: { seed: 0, validation: 0, test: 0 }, fingerprint: dataset.fingerprint, bindings: dataBindings(signature), seed: 0 };
  const stream = new InProcessData(dataset, job, { cacheBytes: 0 }).stream([{ rows: Uint32Array.from(rows), epoch: 0, step: 0, training: false }]);
  try {
    const batch = await stream.next();
    const unreadable = batch?.problems[0];
    if (!batch || batch.rows.length < rows.length) fail('unreadable-row', unreadable?.message ?? 'A row of the data cannot be read.', { remedy: 'Choose another row.' });
    const feeds = new Map<string, Tensor>();
    addFeeds(signature, applyLabelMaps(labelMaps(signature, dataset), batch.tensors), feeds);
    return feeds;
  } finally {
    await stream.close();
  }
}
