/** What a data pool and its workers say to each other. */
import { LoomError, type Diagnostic } from '../../core/diagnostic';
import type { SharedRows } from '../row-cache';
import type { BatchRequest, PreparedBatch } from './batch-source';
import type { DataJob } from './data-job';

/** What a worker is started with. */
export interface WorkerSetup {
  readonly job: DataJob;
  readonly cache: SharedRows;
}

export type ToWorker = { readonly kind: 'prepare'; readonly id: number; readonly request: BatchRequest } | { readonly kind: 'stop' };

export type FromWorker =
  | { readonly kind: 'prepared'; readonly id: number; readonly batch: PreparedBatch }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure };

/** An error as plain data, since classes do not survive the way between threads. */
export type Failure = { readonly diagnostics: readonly Diagnostic[] } | { readonly text: string };

export function toFailure(error: unknown): Failure {
  if (error instanceof LoomError) return { diagnostics: error.diagnostics };
  return { text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

export function toError(failure: Failure): Error {
  return 'diagnostics' in failure ? new LoomError(failure.diagnostics) : new Error(failure.text);
}
