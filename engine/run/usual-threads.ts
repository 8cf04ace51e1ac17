import { availableParallelism } from 'node:os';

/** Processor threads of one operation, where nobody has said how many. More cost small networks more than they gain. */
export function usualThreads(): number {
  return Math.min(8, availableParallelism());
}
