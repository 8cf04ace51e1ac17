/** Batches made on the calling thread: for tests, predictions and data too small to be worth a thread. */
import { checkBindings, rowLayout } from '../batches';
import type { Dataset } from '../dataset';
import { RowCache } from '../row-cache';
import { DEFAULT_CACHE_BYTES, DEFAULT_PREFETCH, type BatchRequest, type BatchSource, type DataService, type PrefetchBudget } from './batch-source';
import { prepareBatch, type DataJob } from './data-job';
import { Prefetch } from './prefetch';

export interface InProcessOptions {
  readonly prefetch?: PrefetchBudget;
  readonly cacheBytes?: number;
}

export class InProcessData implements DataService {
  private readonly cache: RowCache;
  private readonly prefetch: PrefetchBudget;

  constructor(private readonly dataset: Dataset, private readonly job: DataJob, { prefetch = DEFAULT_PREFETCH, cacheBytes = DEFAULT_CACHE_BYTES }: InProcessOptions = {}) {
    checkBindings(dataset, job.bindings);
    this.cache = RowCache.create(dataset.rowCount, rowLayout(job.bindings), cacheBytes);
    this.prefetch = prefetch;
  }

  stream(requests: Iterable<BatchRequest>): BatchSource {
    return new Prefetch(requests, (request) => prepareBatch(this.dataset, this.job, request, this.cache), this.prefetch);
  }

  async close(): Promise<void> {}
}
