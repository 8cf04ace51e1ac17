/**
 * One training run from start or checkpoint to its end, in a folder: record, metrics, checkpoints, best and final weights.
 * A generator of events; the caller steers through `RunControl`, which is read between steps.
 */
import { cpus } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { fail, type Diagnostic } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import type { Dataset, DataSource, SplitOptions } from '../data/dataset';
import { openDataset } from '../data/open-dataset';
import type { DataService } from '../data/worker/batch-source';
import type { DataJob } from '../data/worker/data-job';
import { DataPool } from '../data/worker/data-pool';
import { InProcessData } from '../data/worker/in-process';
import type { LoomDocument } from '../document/model';
import { APP_VERSION } from '../document/version';
import type { LoweringTarget } from '../ops/define-op';
import { explaining } from '../files/file-problem';
import { makeFolder } from '../files/make-folder';
import { writeSafetensorsFile } from '../files/safetensors-file';
import type { BackendName, Session } from './backend';
import { blockSize } from './block-size';
import { loadBest, loadCheckpoint, removeHalfWritten } from './checkpoint';
import { DISK_RULES, whenThereIsRoom, type DiskRules } from './disk-room';
import { exportModel, type ExportReport } from './export-model';
import { initialTensors } from './initial-tensors';
import { MetricsLog, readRunLog } from './metrics-log';
import { openSession, RUNTIME_VERSION } from './onnx-runtime';
import type { Progress } from './pace';
import { ParameterStore } from './parameter-store';
import { RunLock } from './run-lock';
import { readRun, writeRun, type RunRecord } from './run-record';
import { startingWeights, type ForkOrigin } from './starting-weights';
import { Trainer, type EpochEvent, type StepEvent, type UpdateSessions } from './trainer';
import { trainingLoop } from './training-loop';
import { planTraining, type TrainingPlan } from './training-plan';
import { startState, type TrainingState } from './training-state';
import { takeWeights, type WeightsTaken } from './take-weights';
import { loweringTarget, type TuningTable } from './tuning';
import { readWeights } from './weight-source';
import { bytesOf, weightsOf } from './weights';
import type { WatchRecord } from './watch/record';
import { WatchLog } from './watch/watch-log';
import { Watcher } from './watch/watcher';

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
  /** Begins with the weights of a run or a file, as far as names and shapes agree: what `readWeights` takes. */
  readonly init?: string;
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
  const plan = planTraining(document, dataset, await targetOn(backend, {}));
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
  };
  await explaining(run, 'created', () => makeFolder(run));
  const lock = await RunLock.acquire(run);
  try {
    await removeHalfWritten(run);
    await refuseOtherRun(run);
    await writeRun(run, record, document);
    if (beginning.report) yield beginning.report;
    yield* execute({ run, record, dataset, plan, ...beginning }, control, surroundings);
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
    const plan = planTraining(document, dataset, await targetOn(record.backend, record.tuning));
    const checkpoint = await loadCheckpoint(run);
    const { parent, init } = record;
    const { tensors, state } = checkpoint ?? (await begin(plan, { ...(parent && { from: parent }), ...(init !== undefined && { init }) }));
    for (const diagnostic of checkpoint?.skipped ?? []) yield { event: 'warning', diagnostic };
    yield* environmentWarnings(record, await environment());
    yield* execute({ run, record, dataset, plan, tensors, state }, control, surroundings);
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
  return { ...takeWeights(init, await readWeights(init), initial), state: startState() };
}

interface Execution {
  readonly run: string;
  readonly record: RunRecord;
  readonly dataset: Dataset;
  readonly plan: TrainingPlan;
  readonly tensors: ReadonlyMap<string, Tensor<'float32'>>;
  readonly state: TrainingState;
}

async function* execute({ run, record, dataset, plan, tensors, state }: Execution, control: RunControl, surroundings: RunSurroundings): AsyncGenerator<RunEvent, void, undefined> {
  const { disk = DISK_RULES } = surroundings;
  const log = new MetricsLog(run);
  await log.cutBackTo(state);
  for (const diagnostic of dataset.findings) yield { event: 'warning', diagnostic };
  const store = new ParameterStore(tensors);
  const sessions: Session[] = [];
  const open = async (model: Uint8Array) => {
    const session = await openSession(model, record);
    sessions.push(session);
    return session;
  };
  const data = openData(dataset, plan, record, surroundings);
  const watcher = await openWatcher({ run, plan, dataset, data, store, state, record });
  try {
    const updates: UpdateSessions[] = [];
    for (const { compiled, whole } of plan.updates) updates.push({ any: await open(compiled.onnx), ...(whole && { whole: await open(whole.onnx) }) });
    const trainer = new Trainer({ plan, dataset, data, store, sessions: updates, validationSession: await open(plan.validation.onnx) }, state);
    yield startEvent(run, record, plan, dataset, trainer, state);
    const last = yield* trainingLoop({ run, checkpointSeconds: record.checkpointSeconds, trainer, store, log, state, plan, disk, ...(watcher && { watcher }) }, control);
    if (!state.finished) yield { event: 'stopped', run, step: state.step };
    else yield* conclude({ run, dataset, plan, store, state, last: last ?? (await lastEpoch(run)) }, control, disk);
  } finally {
    await watcher?.close();
    await data.close();
    for (const session of sessions) await session.close();
  }
}

/** Weights and model. */
const FINAL_COPIES = 2;

interface Conclusion extends Pick<Execution, 'run' | 'dataset' | 'plan' | 'state'> {
  readonly store: ParameterStore;
  readonly last: EpochEvent | undefined;
}

/** The final weights, and the model as a file that has been compared with them. */
async function* conclude({ run, dataset, plan, store, state, last }: Conclusion, control: RunControl, disk: DiskRules): AsyncGenerator<RunEvent, void, undefined> {
  const { epochs, earlyStopping } = plan.training;
  if (earlyStopping?.restoreBest && state.stopping.bestEpoch > 0) store.restore(weightsOf(plan, await loadBest(run)));
  const weights = weightsOf(plan, new Map(store.entries()));
  let model: ExportReport | undefined;
  const write = async (): Promise<void> => {
    await writeSafetensorsFile(join(run, 'weights.safetensors'), weights);
    model = await exportModel({ name: plan.document.name, network: plan.network, weights: new Map(weights), signature: plan.signature, dataset, out: join(run, 'model.onnx') });
  };
  yield* whenThereIsRoom({ folder: run, what: 'the trained model', bytes: FINAL_COPIES * bytesOf(weights), canBeLeftOut: false, write }, control, disk);
  if (model) yield { event: 'done', run, epochs: state.epoch, step: state.step, stoppedEarly: state.epoch < epochs, bestEpoch: state.stopping.bestEpoch, last, model };
  else yield { event: 'stopped', run, step: state.step };
}

/** Of a run that was done already. */
async function lastEpoch(run: string): Promise<EpochEvent | undefined> {
  return (await readRunLog(run)).findLast((line) => line.event === 'epoch');
}

interface Watched extends Pick<Execution, 'run' | 'record' | 'dataset' | 'plan' | 'state'> {
  readonly data: DataService;
  readonly store: ParameterStore;
}

async function openWatcher({ record: { watch: share = 0, threads }, run, state, ...parts }: Watched): Promise<Watcher | undefined> {
  const log = await WatchLog.open(run, state);
  return share > 0 ? new Watcher({ ...parts, state, threads, share, log }) : undefined;
}

function openData(dataset: Dataset, plan: TrainingPlan, { data }: RunRecord, { dataWorker }: RunSurroundings): DataService {
  const job: DataJob = { source: data.source, split: data.split, fingerprint: dataset.fingerprint, bindings: plan.bindings, masks: plan.masks, seed: plan.training.seed };
  return dataWorker ? new DataPool(dataset, job, { entry: dataWorker }) : new InProcessData(dataset, job);
}

function startEvent(run: string, { threads, backend }: RunRecord, plan: TrainingPlan, dataset: Dataset, trainer: Trainer, state: TrainingState): RunEvent {
  const { train, validation, test } = dataset.splits;
  return {
    event: 'start',
    run,
    epochs: plan.training.epochs,
    stepsPerEpoch: trainer.stepsPerEpoch,
    step: state.step,
    epoch: state.epoch,
    parameters: plan.network.totals.params,
    rows: { train: train.length, validation: validation.length, test: test.length },
    threads,
    backend,
  };
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
