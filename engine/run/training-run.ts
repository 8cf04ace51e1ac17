/**
 * One training run from start or checkpoint to its end, in a folder: record, metrics, checkpoints, best and final weights.
 * A generator of events; the caller steers through `RunControl`, which is read between steps.
 */
import { cpus } from 'node:os';
import { isAbsolute, resolve } from 'node:path';
import { fail, type Diagnostic } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import type { DataSource, SplitOptions } from '../data/dataset';
import { openDataset } from '../data/open-dataset';
import type { LoomDocument } from '../document/model';
import { APP_VERSION } from '../document/version';
import type { LoweringTarget } from '../ops/define-op';
import { explaining } from '../files/file-problem';
import { makeFolder } from '../files/make-folder';
import type { BackendName } from './backend';
import { blockSize } from './block-size';
import { loadCheckpoint, removeHalfWritten } from './checkpoint';
import type { DiskRules } from './disk-room';
import type { ExportReport } from './export-model';
import type { FeatureEvent } from './features/prepare-features';
import { initialTensors } from './initial-tensors';
import { RUNTIME_VERSION } from './onnx-runtime';
import type { Progress } from './pace';
import { RunLock } from './run-lock';
import { execute } from './run-execution';
import { readRun, writeRun, type RunRecord } from './run-record';
import { startingWeights, type ForkOrigin } from './starting-weights';
import type { EpochEvent, StepEvent } from './trainer';
import { takeWeights, type WeightsTaken } from './take-weights';
import { planTraining, type TrainingPlan } from './training-plan';
import { startState, type TrainingState } from './training-state';
import { loweringTarget, type TuningTable } from './tuning';
import { readWeightSource } from './weight-source';
import type { WatchRecord } from './watch/record';

export interface RunOptions {
  readonly document: LoomDocument;
  readonly source: DataSource;
  readonly split: SplitOptions;
  /** The folder of the run; made where it is missing. */
  readonly run: string;
  readonly backend: BackendName;
  readonly threads: number;
  /** Seconds between checkpoints; 0 means after every step. There is one after every epoch too, unless epochs are so short that writing would hold them up. */
  readonly checkpointSeconds: number;
  /** Begins with what another run has learned. */
  readonly from?: ForkOrigin;
  /** Begins with the weights of a run or a file, as far as names and shapes agree: what `readWeightSource` takes. */
  readonly init?: string;
  /** Whether what a frozen first part makes of the samples is kept on the disk of the run, to be computed once; it is unless this is false. */
  readonly keepFeatures?: boolean;
  /** The share of the time that statistics of layers may take; without it none are taken. */
  readonly watch?: number;
}

export interface RunSurroundings {
  /** The script of data workers; without it batches are made on the calling thread. */
  readonly dataWorker?: URL;
  /** The usual ones unless given. */
  readonly disk?: DiskRules;
}

export type SteeringAction = 'pause' | 'continue' | 'stop' | 'checkpoint';

/** Read between steps. */
export interface RunControl {
  stop: boolean;
  /** A checkpoint is wanted now; the run sets it back. */
  checkpoint: boolean;
  /** Resolves when the run may go on: at once, when a pause ends, or when a checkpoint is wanted meanwhile. */
  ready(): Promise<void>;
  /** Resolves with what is asked next, or with nothing after so long. */
  changed(ms: number): Promise<SteeringAction | undefined>;
}

export type RunEvent =
  | { readonly event: 'start'; readonly run: string; readonly epochs: number; readonly stepsPerEpoch: number; readonly step: number; readonly epoch: number; readonly parameters: number; readonly rows: Readonly<Record<'train' | 'validation' | 'test', number>>; readonly threads: number; readonly backend: BackendName }
  | { readonly event: 'warning'; readonly diagnostic: Diagnostic }
  | WeightsTaken
  | FeatureEvent
  | (StepEvent & { readonly progress: Progress })
  | (EpochEvent & { readonly progress: Progress })
  | WatchRecord
  | { readonly event: 'checkpoint'; readonly step: number }
  /** The run stands still because the disk of its folder has too little room; it goes on by itself or when it is continued. */
  | { readonly event: 'held'; readonly folder: string; readonly freeBytes: number; readonly neededBytes: number; readonly diagnostic: Diagnostic }
  | { readonly event: 'released' }
  | { readonly event: 'stopped'; readonly run: string; readonly step: number }
  | { readonly event: 'done'; readonly run: string; readonly epochs: number; readonly step: number; readonly stoppedEarly: boolean; readonly bestEpoch: number; readonly last: EpochEvent | undefined; readonly model: ExportReport };

/** Starts a fresh run. Throws LoomError where the document, the data or the folder is not fit for it. */
export async function* startRun(options: RunOptions, control: RunControl, surroundings: RunSurroundings = {}): AsyncGenerator<RunEvent, void, undefined> {
  const { document, split, backend, threads, checkpointSeconds, watch, run, from } = options;
  const source = absoluteSource(options.source);
  const dataset = await openDataset(source, split);
  const target = await targetOn(backend, {});
  const plan = planTraining(document, dataset, target);
  if (dataset.splits.train.length === 0) fail('no-training-rows', 'The data has no rows to train on.', { remedy: 'Lower the shares of validation and test.' });
  const init = options.init === undefined ? undefined : resolve(options.init);
  const beginning = await begin(plan, { ...(from && { from }), ...(init !== undefined && { init }) });
  const record: RunRecord = {
    version: 1,
    writer: APP_VERSION,
    createdAt: new Date().toISOString(),
    data: { source, split, fingerprint: dataset.fingerprint },
    backend,
    threads,
    tuning: {},
    environment: await environment(),
    checkpointSeconds,
    ...(watch !== undefined && { watch }),
    signature: plan.signature,
    ...(from && { parent: from }),
    ...(init !== undefined && { init }),
    ...(options.keepFeatures === false && { keepFeatures: false }),
  };
  await explaining(run, 'created', () => makeFolder(run));
  const lock = await RunLock.acquire(run);
  try {
    await removeHalfWritten(run);
    await refuseOtherRun(run);
    await writeRun(run, record, document);
    if (beginning.report) yield beginning.report;
    yield* execute({ run, record, dataset, plan, target, ...beginning }, control, surroundings);
  } finally {
    await lock.release();
  }
}

/** Goes on from the last checkpoint of a run. A run that is done already ends at once. */
export async function* resumeRun(run: string, control: RunControl, surroundings: RunSurroundings = {}): AsyncGenerator<RunEvent, void, undefined> {
  const { record, document } = await readRun(run);
  const lock = await RunLock.acquire(run);
  try {
    await removeHalfWritten(run);
    const dataset = await openDataset(record.data.source, record.data.split);
    if (dataset.fingerprint !== record.data.fingerprint) {
      fail('data-changed', `The data of the run “${run}” is not what it was trained on.`, { file: run, expected: record.data.fingerprint, found: dataset.fingerprint, remedy: 'Restore the files, or start a new run.' });
    }
    const target = await targetOn(record.backend, record.tuning);
    const plan = planTraining(document, dataset, target);
    const checkpoint = await loadCheckpoint(run);
    const { parent, init } = record;
    const { tensors, state } = checkpoint ?? (await begin(plan, { ...(parent && { from: parent }), ...(init !== undefined && { init }) }));
    for (const diagnostic of checkpoint?.skipped ?? []) yield { event: 'warning', diagnostic };
    yield* environmentWarnings(record, await environment());
    yield* execute({ run, record, dataset, plan, target, tensors, state }, control, surroundings);
  } finally {
    await lock.release();
  }
}

interface Beginning {
  readonly tensors: ReadonlyMap<string, Tensor<'float32'>>;
  readonly state: TrainingState;
  /** Where weights of a file were taken. */
  readonly report?: WeightsTaken;
}

/** What the first step starts from. */
async function begin(plan: TrainingPlan, { from, init }: Pick<RunOptions, 'from' | 'init'>): Promise<Beginning> {
  const initial = initialTensors(plan.network.tensors, plan.training.seed);
  if (from) return startingWeights(from, plan, initial);
  if (init === undefined) return { tensors: initial, state: startState() };
  return { ...takeWeights(init, await readWeightSource(init), initial), state: startState() };
}

/** A source that means the same files from any working directory. */
export function absoluteSource(source: DataSource): DataSource {
  return source.kind === 'builtin' || isAbsolute(source.path) ? source : { ...source, path: resolve(source.path) };
}

async function refuseOtherRun(run: string): Promise<void> {
  const existing = await loadCheckpoint(run);
  if (existing) {
    fail('run-exists', `There is a run in “${run}” already.`, { file: run, remedy: `Continue it with “layerloom resume ${run}”, or give another folder.` });
  }
}

async function targetOn(backend: BackendName, tuning: TuningTable): Promise<LoweringTarget> {
  return loweringTarget(backend, tuning, backend === 'cpu' ? await blockSize() : undefined);
}

/** What the bits of a result depend on besides seed and threads. */
async function environment(): Promise<Record<string, string>> {
  const block = (await blockSize()) ?? 'none';
  return { layerloom: APP_VERSION, runtime: RUNTIME_VERSION, node: process.version, platform: `${process.platform} ${process.arch}`, processor: cpus()[0]?.model ?? 'unknown', 'layout block': String(block) };
}

function* environmentWarnings({ environment: recorded }: RunRecord, now: Readonly<Record<string, string>>): Generator<RunEvent> {
  const changed = Object.keys(now).filter((key) => recorded[key] !== now[key]);
  if (changed.length === 0) return;
  const list = changed.map((key) => `${key} ${recorded[key] ?? 'unknown'} → ${now[key]}`).join(', ');
  yield { event: 'warning', diagnostic: { code: 'environment-changed', severity: 'warning', message: `This run began under other conditions (${list}), so its numbers may differ in the last digits from an uninterrupted run.` } };
}
