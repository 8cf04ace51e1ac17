/** Training runs. A run is named by its folder; at most one trains at a time, and every window sees it. */
import type { Diagnostic } from '../../core/diagnostic';
import type { DataSource, SplitOptions } from '../../data/dataset';
import type { BackendName } from '../../run/backend';
import type { LogLine } from '../../run/metrics-log';
import type { RunEvent } from '../../run/training-run';
import type { DocumentPayload } from './documents';
import type { Empty } from './empty';

/**
 * `starting`: data and network are being prepared. `paused`: held between two steps. `stopping`: a checkpoint is being written.
 * `unfinished`: stopped or broken off, can be resumed. `done`: trained and exported.
 */
export type RunState = 'starting' | 'running' | 'paused' | 'stopping' | 'unfinished' | 'done';

export interface RunSummary {
  /** The folder, absolute: the identity of the run. */
  readonly run: string;
  /** The name of the folder. */
  readonly title: string;
  readonly documentName: string;
  readonly createdAt: string;
  readonly state: RunState;
  readonly backend: BackendName;
  readonly threads: number;
  readonly data: { readonly source: DataSource; readonly split: SplitOptions };
  /** As planned. */
  readonly epochs: number;
  /** As far as the log tells. */
  readonly epoch: number;
  readonly step: number;
  /** Of the last epoch. */
  readonly loss?: number;
  readonly validationLoss?: number;
  readonly accuracy?: number;
}

/** A run under way as a window that joins sees it. */
export interface AttachedRun {
  readonly summary: RunSummary;
  readonly document: DocumentPayload;
  /** Everything logged and everything since, steps in order. */
  readonly history: readonly LogLine[];
  /** Present while it trains: what it began with, and its last step with the progress. */
  readonly start?: Extract<RunEvent, { event: 'start' }>;
  readonly lastStep?: Extract<RunEvent, { event: 'step' }>;
  /** Of this session. */
  readonly warnings: readonly Diagnostic[];
}

export interface RunStart {
  readonly document: DocumentPayload;
  readonly source: DataSource;
  readonly split: SplitOptions;
  readonly backend: BackendName;
  readonly threads: number;
  /** Seconds between checkpoints; 30 unless given. */
  readonly checkpointSeconds?: number;
}

interface OneRun {
  readonly run: string;
}

export interface RunOperations {
  /** Answers when its first step is about to begin; fails with everything that keeps network and data from it. */
  'run.start': { input: RunStart; result: OneRun };
  /** From the last checkpoint; answers as `run.start` does. */
  'run.resume': { input: OneRun; result: OneRun };
  'run.pause': { input: OneRun; result: RunSummary };
  'run.continue': { input: OneRun; result: RunSummary };
  /** With a checkpoint; answers when the run has ended. */
  'run.stop': { input: OneRun; result: RunSummary };
  /** The newest first. */
  'run.list': { input: Empty; result: readonly RunSummary[] };
  /** The metrics log, steps in order. */
  'run.history': { input: OneRun; result: readonly LogLine[] };
  /** Everything needed to show a run, whether it trains or not. */
  'run.attach': { input: OneRun; result: AttachedRun };
  /** To the host's trash; refused while it trains. */
  'run.remove': { input: OneRun; result: null };
}

export interface RunEvents {
  /** Steps come at most 20 times a second. A resumed run may repeat steps: drop what lies behind the step of `start`. */
  'run.event': OneRun & { readonly event: RunEvent };
  /** A run has another state, or a new run is there. */
  'run.changed': RunSummary;
  /** A run has ended without being asked to. It is `unfinished` if it had begun. */
  'run.failed': OneRun & { readonly diagnostics: readonly Diagnostic[]; readonly resumable: boolean };
}
