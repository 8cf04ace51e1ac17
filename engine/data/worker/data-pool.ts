/** Worker threads that read, decode, augment and batch. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { LoomError, problem } from '../../core/diagnostic';
import { checkBindings, rowLayout } from '../batches';
import type { Dataset } from '../dataset';
import { RowCache } from '../row-cache';
import { DEFAULT_CACHE_BYTES, DEFAULT_PREFETCH, type BatchRequest, type BatchSource, type DataService, type PrefetchBudget, type PreparedBatch } from './batch-source';
import type { DataJob } from './data-job';
import { toError, type FromWorker, type ToWorker, type WorkerSetup } from './messages';
import { Prefetch } from './prefetch';

export interface DataPoolOptions {
  /** The worker's script: the bundled `data-worker`. */
  readonly entry: URL;
  /** Threads; one per spare core up to four unless given. */
  readonly workers?: number;
  readonly prefetch?: PrefetchBudget;
  readonly cacheBytes?: number;
}

const MOST_WORKERS = 4;

export class DataPool implements DataService {
  private readonly threads: readonly DataThread[];
  private readonly prefetch: PrefetchBudget;

  /** `dataset` is the one that the job describes, opened and looked at already. */
  constructor(dataset: Dataset, job: DataJob, options: DataPoolOptions) {
    checkBindings(dataset, job.bindings);
    const spare = Math.min(MOST_WORKERS, availableParallelism() - 1);
    const { entry, workers = spare, prefetch = DEFAULT_PREFETCH, cacheBytes = DEFAULT_CACHE_BYTES } = options;
    const cache = RowCache.create(dataset.rowCount, rowLayout(job.bindings), cacheBytes).shared;
    this.threads = Array.from({ length: Math.max(1, workers) }, () => new DataThread(entry, { job, cache }));
    this.prefetch = prefetch;
  }

  stream(requests: Iterable<BatchRequest>): BatchSource {
    return new Prefetch(requests, (request) => this.leastBusy().prepare(request), this.prefetch);
  }

  /** Lets every worker finish the batch it is at, then ends it. Batches still awaited are rejected. */
  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()));
  }

  private leastBusy(): DataThread {
    return this.threads.reduce((best, thread) => (thread.pending < best.pending ? thread : best));
  }
}

interface Waiting {
  resolve(batch: PreparedBatch): void;
  reject(error: Error): void;
}

class DataThread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private readonly exited: Promise<void>;
  private ended: Error | undefined;
  private nextId = 0;

  constructor(entry: URL, setup: WorkerSetup) {
    this.worker = new Worker(entry, { workerData: setup });
    this.worker.on('message', (message: FromWorker) => this.receive(message));
    this.worker.on('error', (error) => this.end(`A data worker stopped: ${error.message}.`));
    this.exited = new Promise((resolve) => {
      this.worker.on('exit', () => {
        this.end('A data worker was closed.');
        resolve();
      });
    });
  }

  get pending(): number {
    return this.waiting.size;
  }

  prepare(request: BatchRequest): Promise<PreparedBatch> {
    if (this.ended) return Promise.reject(this.ended);
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ kind: 'prepare', id, request } satisfies ToWorker);
    });
  }

  async close(): Promise<void> {
    if (!this.ended) this.worker.postMessage({ kind: 'stop' } satisfies ToWorker);
    await this.exited;
  }

  private receive(message: FromWorker): void {
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.kind === 'prepared') waiting?.resolve(message.batch);
    else waiting?.reject(toError(message.failure));
  }

  /** Nothing more will come: whoever still waits is told, and so is whoever asks later. */
  private end(message: string): void {
    this.ended ??= new LoomError([problem('data-worker-stopped', message)]);
    for (const { reject } of this.waiting.values()) reject(this.ended);
    this.waiting.clear();
  }
}
