/** What a debugger stops at: the largest magnitude of every value that a step computes, and how many of its numbers are none. */
import type { TraceRun } from './trace-run';

export interface ValueExtremes {
  readonly name: string;
  /** The largest magnitude among finite numbers; 0 where there is none. */
  readonly largest: number;
  /** How many numbers are NaN or infinite. */
  readonly broken: number;
}

/** In stepping order, without what is fed. Values that were not kept are computed box by box. */
export async function extremesOf(run: TraceRun): Promise<readonly ValueExtremes[]> {
  const found: ValueExtremes[] = [];
  for (const { traced, source } of run.graphs.values.entries) {
    if (source.kind === 'feed' || traced.dtype !== 'float32') continue;
    const { data } = await run.read(traced.name);
    found.push({ name: traced.name, ...extremes(data as Float32Array) });
  }
  return found;
}

export function extremes(data: Float32Array): Omit<ValueExtremes, 'name'> {
  let [largest, broken] = [0, 0];
  for (const value of data) {
    const size = Math.abs(value);
    // Also false for NaN.
    if (size < Infinity) largest = size > largest ? size : largest;
    else broken++;
  }
  return { largest, broken };
}
