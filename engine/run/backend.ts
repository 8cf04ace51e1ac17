/** What the rest of the engine knows of a runtime: it opens models and runs them on tensors. */
import type { Tensor } from '../core/dtype';

export type BackendName = 'cpu' | 'webgpu';

export interface SessionOptions {
  readonly backend: BackendName;
  /** Threads of one operator; CPU only. */
  readonly threads: number;
  /** Leaves the graph as it is: for sessions that run a few times, looking for a faster form takes longer than it saves. */
  readonly asWritten?: boolean;
  /** Threads that wait for their part sleep, and leave the processor to data workers and the window: for long work, as waking takes some microseconds. */
  readonly yields?: boolean;
  /** Writes a profile of every operator to files that begin with this path. */
  readonly profileTo?: string;
}

/** One loaded model. Runs of all sessions of a process go one after the other. */
export interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /**
   * Runs the model once. Outputs that `into` names are written straight to those tensors and must have their shapes; the
   * others are new. `only` limits which outputs are computed.
   */
  run(feeds: ReadonlyMap<string, Tensor>, into?: ReadonlyMap<string, Tensor>, only?: readonly string[]): Promise<Map<string, Tensor>>;
  close(): Promise<void>;
}
