/** Errors on their way between processes, and the sentence for work that was lost with its process. */
import { LoomError, problem, type Diagnostic } from '../core/diagnostic';
import type { Failure, OperationName, Operations } from './protocol';

export function toFailure(error: unknown): Failure {
  if (error instanceof LoomError) return { kind: 'problem', diagnostics: error.diagnostics };
  if (error instanceof Error) return { kind: 'crash', message: error.message, ...(error.stack !== undefined && { stack: error.stack }) };
  return { kind: 'crash', message: String(error) };
}

export function toError(failure: Failure): Error {
  if (failure.kind === 'problem') return new LoomError(failure.diagnostics);
  const error = new Error(failure.message);
  if (failure.stack !== undefined) error.stack = failure.stack;
  return error;
}

/** A request that has not been answered yet. */
export interface OpenRequest {
  readonly operation: OperationName;
  readonly input: Operations[OperationName]['input'];
  /** Whether its run exists on disk, so that it can be resumed. */
  readonly begun: boolean;
}

/** What to tell whoever waits for a request whose process is gone. `reason` completes “it …”. */
export function lostProblem({ operation, input, begun }: OpenRequest, reason: string): Diagnostic {
  const run = 'run' in input ? input.run : undefined;
  const resumable = run !== undefined && (operation === 'resume' || begun);
  return problem('engine-stopped', `The engine stopped unexpectedly: it ${reason}.`, {
    found: reason,
    ...(resumable && { file: run }),
    remedy: resumable ? `Nothing up to the last checkpoint is lost; continue with “layerloom resume ${run}”.` : 'Try again; if it happens again, the machine may be short of memory.',
  });
}
