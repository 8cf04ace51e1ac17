/** Which rows stand in which batch of an epoch. */
import { fail } from '../core/diagnostic';
import { RandomStream } from '../core/random';

export interface PlanOptions {
  readonly batchSize: number;
  readonly seed: number;
  readonly epoch: number;
  readonly shuffle: boolean;
}

/**
 * The batches of one epoch, a function of its options alone: a resumed run asks for batch 17 directly. The last batch is
 * smaller where the rows do not divide evenly.
 */
export class BatchPlan {
  readonly batchCount: number;
  private readonly order: Uint32Array | undefined;

  constructor(private readonly rows: Uint32Array, private readonly options: PlanOptions) {
    const { batchSize, seed, epoch, shuffle } = options;
    if (!Number.isInteger(batchSize) || batchSize < 1) fail('bad-batch-size', `A batch size of ${batchSize} is not possible.`, { expected: 'a whole number above 0', found: `${batchSize}` });
    this.batchCount = Math.ceil(rows.length / batchSize);
    this.order = shuffle ? new RandomStream(seed, 'shuffle', epoch).permutation(rows.length) : undefined;
  }

  rowsOf(batch: number): Uint32Array {
    const { batchSize } = this.options;
    const start = batch * batchSize;
    return this.order ? this.order.subarray(start, start + batchSize).map((place) => this.rows[place]!) : this.rows.slice(start, start + batchSize);
  }
}
