/** Rows of a data set as a model takes them, batch by batch. */
import type { Tensor } from '../../core/dtype';
import { BatchPlan } from '../../data/batch-plan';
import type { Dataset } from '../../data/dataset';
import { InProcessData } from '../../data/worker/in-process';
import { addFeatures, dataBindings } from '../feeds';
import type { ModelSignature } from '../signature';

export interface SampleBatch {
  readonly feeds: ReadonlyMap<string, Tensor>;
  readonly samples: number;
}

/** At most `most` of `rows`, drawn alike every time, in batches of `batchSize`. Rows that cannot be read are left out. */
export async function* sampleBatches(signature: ModelSignature, dataset: Dataset, rows: Uint32Array, most: number, batchSize: number): AsyncGenerator<SampleBatch, void, undefined> {
  const shuffled = new BatchPlan(rows, { batchSize: Math.max(1, Math.min(most, rows.length)), seed: 0, epoch: 0, shuffle: true }).rowsOf(0);
  const job = { source: dataset.source, split: { seed: 0, validation: 0, test: 0 }, fingerprint: dataset.fingerprint, bindings: dataBindings(signature, { withTargets: false }), seed: 0 };
  const plan = new BatchPlan(shuffled, { batchSize, seed: 0, epoch: 0, shuffle: false });
  const requests = Array.from({ length: plan.batchCount }, (_, batch) => ({ rows: plan.rowsOf(batch), epoch: 0, step: 0, training: false }));
  const stream = new InProcessData(dataset, job, { cacheBytes: 0 }).stream(requests);
  try {
    for (let batch = await stream.next(); batch; batch = await stream.next()) {
      if (batch.rows.length === 0) continue;
      const feeds = new Map<string, Tensor>();
      addFeatures(signature, batch.tensors, feeds);
      yield { feeds, samples: batch.rows.length };
    }
  } finally {
    await stream.close();
  }
}
