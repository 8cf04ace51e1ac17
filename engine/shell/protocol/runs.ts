/** Training runs. A run is named by its folder; at most one trains at a time, and every window sees it. */
import type { Diagnostic } from '../../core/diagnostic';
import type { DataSource, SplitName, SplitOptions } from '../../data/dataset';
import type { Answers } from '../../run/answers';
import type { BackendName } from '../../run/backend';
import type { CheckpointEntry } from '../../run/checkpoint';
import type { LogLine } from '../../run/metrics-log';
import type { RunEvent } from '../../run/training-run';
import type { WatchRecord } from '../../run/watch/record';
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
  /** What a person has called it; the name of the folder unless they have. */
  readonly title: string;
  /** What a person has written about it. */
  readonly note?: string;
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
  /** The run it was forked from. */
  readonly parent?: string;
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
  /** When its newest checkpoint was written, in milliseconds since 1970; absent where there is none. */
  readonly checkpointAt?: number;
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

/** A new run that begins with what another one has learned, on the same data. */
export interface RunFork {
  readonly run: string;
  /** The name of one of `run.checkpoints`. */
  readonly checkpoint: string;
  /** The network and the settings it goes on with; tensors that the checkpoint does not have begin as in a new run. */
  readonly document: DocumentPayload;
}

/** Which rows of a run's own data are asked about, and which of its Outputs; the first unless given. */
export interface AnswersRequest {
  readonly run: string;
  readonly part: SplitName;
  readonly output?: string;
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
  /** The looks inside its layers, in order; none where it was trained without them. */
  'run.watched': { input: OneRun; result: readonly WatchRecord[] };
  /** Everything needed to show a run, whether it trains or not. */
  'run.attach': { input: OneRun; result: AttachedRun };
  /** To the host's trash; refused while it trains. Answers what `run.restore` takes it back with. */
  'run.remove': { input: OneRun; result: { readonly trashed: string } };
  'run.restore': { input: { readonly trashed: string }; result: RunSummary };
  /** An empty title is the name of the folder again, an empty note none. */
  'run.describe': { input: OneRun & { readonly title?: string; readonly note?: string }; result: RunSummary };
  /** What there is to fork from: the newest first, the best weights last. */
  'run.checkpoints': { input: OneRun; result: readonly CheckpointEntry[] };
  /** Answers as `run.start` does. */
  'run.fork': { input: RunFork; result: OneRun };
  /** What the run answers for each row, with its final weights or those of its last checkpoint. Works while it trains. */
  'run.answers': { input: AnswersRequest; result: Answers };
}

export interface RunEvents {
  /** Steps come at most 20 times a second. A resumed run may repeat steps: drop what lies behind the step of `start`. */
  'run.event': OneRun & { readonly event: RunEvent };
  /** A run has another state, or a new run is there. */
  'run.changed': RunSummary;
  /** A run has gone to the trash. */
  'run.removed': OneRun;
  /** A run has ended without being asked to. It is `unfinished` if it had begun. */
  'run.failed': OneRun & { readonly diagnostics: readonly Diagnostic[]; readonly resumable: boolean };
}
