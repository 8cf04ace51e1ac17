/** How training asks for batches, whoever makes them: worker threads, or the same thread in tests and small runs. */
import type { Batch } from '../batches';

export interface BatchRequest {
  readonly rows: Uint32Array;
  readonly epoch: number;
  /** The training step that the masks belong to. */
  readonly step: number;
  /** Training batches are augmented and carry masks; others show the data as it is. */
  readonly training: boolean;
}

/** A batch and what was asked for. Where none of its rows could be read, `rows` is empty and the tensors are too. */
export interface PreparedBatch extends Batch {
  readonly epoch: number;
  readonly step: number;
}

/** Batches in the order of their requests. */
export interface BatchSource {
  /** The next batch; `undefined` after the last. Rejects where a batch could not be made at all. */
  next(): Promise<PreparedBatch | undefined>;
  /** Stops asking ahead; resolves when nothing is under way any more. */
  close(): Promise<void>;
}

/** Makes batches of one data set; may serve several sources at once (training and validation). */
export interface DataService {
  /** Requests are taken one by one as batches are used, so the iterable may be endless. */
  stream(requests: Iterable<BatchRequest>): BatchSource;
  close(): Promise<void>;
}

/** How far batches are prepared ahead; whichever is reached first. */
export interface PrefetchBudget {
  readonly batches: number;
  readonly bytes: number;
}

export const DEFAULT_PREFETCH: PrefetchBudget = { batches: 4, bytes: 256 * 2 ** 20 };
/** Decoded pictures are kept up to this. */
export const DEFAULT_CACHE_BYTES = 512 * 2 ** 20;
