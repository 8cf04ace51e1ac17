/** Keeps a bounded number of requests under way and hands their batches out in order. */
import { fail } from '../../core/diagnostic';
import type { BatchRequest, BatchSource, PrefetchBudget, PreparedBatch } from './batch-source';

export class Prefetch implements BatchSource {
  private readonly requests: Iterator<BatchRequest>;
  private readonly underWay: Promise<PreparedBatch>[] = [];
  private largest = 0;
  private finished = false;

  constructor(requests: Iterable<BatchRequest>, private readonly prepare: (request: BatchRequest) => Promise<PreparedBatch>, private readonly budget: PrefetchBudget) {
    if (!(budget.batches >= 1)) fail('bad-prefetch', `A prefetch of ${budget.batches} batches is not possible.`, { expected: 'at least 1', found: `${budget.batches}` });
    this.requests = requests[Symbol.iterator]();
    this.fill();
  }

  async next(): Promise<PreparedBatch | undefined> {
    this.fill();
    const batch = await this.underWay.shift();
    if (!batch) return undefined;
    this.largest = Math.max(this.largest, bytesOf(batch));
    this.fill();
    return batch;
  }

  async close(): Promise<void> {
    this.finished = true;
    await Promise.allSettled(this.underWay.splice(0));
  }

  /** Until the first batch shows how large they are, only two are asked for. */
  private allowed(): number {
    const { batches, bytes } = this.budget;
    if (this.largest === 0) return Math.min(batches, 2);
    return Math.max(1, Math.min(batches, Math.floor(bytes / this.largest)));
  }

  private fill(): void {
    while (!this.finished && this.underWay.length < this.allowed()) {
      const request = this.requests.next();
      if (request.done) {
        this.finished = true;
        return;
      }
      const batch = this.prepare(request.value);
      // It is awaited only when its turn comes; until then a failure must not count as unhandled.
      batch.catch(() => {});
      this.underWay.push(batch);
    }
  }
}

function bytesOf({ tensors }: PreparedBatch): number {
  return Object.values(tensors).reduce((sum, { data }) => sum + data.byteLength, 0);
}
