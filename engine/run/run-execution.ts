/** The steps of one run with everything they need opened: sessions, batches, features of a frozen part, looks inside; then what it leaves. */
import { join } from 'node:path';
import type { Tensor } from '../core/dtype';
import type { Dataset } from '../data/dataset';
import type { DataService } from '../data/worker/batch-source';
import type { DataJob } from '../data/worker/data-job';
import { DataPool } from '../data/worker/data-pool';
import { InProcessData } from '../data/worker/in-process';
import { writeSafetensorsFile } from '../files/safetensors-file';
import type { LoweringTarget } from '../ops/define-op';
import { loadBest, saveCheckpoint } from './checkpoint';
import { DISK_RULES, whenThereIsRoom, type DiskRules } from './disk-room';
import { exportModel, type ExportReport } from './export-model';
import { FeatureBatches } from './features/feature-batches';
import { removeFeatures } from './features/feature-store';
import { findFrozenPart, type FoundPart } from './features/frozen-part';
import { headPlan } from './features/head-plan';
import { prepareFeatures } from './features/prepare-features';
import { MetricsLog, readRunLog } from './metrics-log';
import { openSession } from './onnx-runtime';
import { ParameterStore } from './parameter-store';
import type { RunRecord } from './run-record';
import { stepsPerEpoch, Trainer, type EpochEvent, type UpdateSessions } from './trainer';
import { trainingLoop } from './training-loop';
import type { TrainingPlan } from './training-plan';
import type { RunControl, RunEvent, RunSurroundings } from './training-run';
import type { TrainingState } from './training-state';
import { WatchLog } from './watch/watch-log';
import { Watcher } from './watch/watcher';
import { bytesOf, weightsOf } from './weights';

export interface Execution {
  readonly run: string;
  readonly record: RunRecord;
  readonly dataset: Dataset;
  readonly plan: TrainingPlan;
  readonly target: LoweringTarget;
  readonly tensors: ReadonlyMap<string, Tensor<'float32'>>;
  readonly state: TrainingState;
}

/** From the state to the end or a stop. The run is locked. */
export async function* execute({ run, record, dataset, plan, target, tensors, state }: Execution, control: RunControl, surroundings: RunSurroundings): AsyncGenerator<RunEvent, void, undefined> {
  const { disk = DISK_RULES } = surroundings;
  const log = new MetricsLog(run);
  await log.cutBackTo(state);
  for (const diagnostic of dataset.findings) yield { event: 'warning', diagnostic };
  const store = new ParameterStore(tensors);
  const open: { close(): Promise<void> }[] = [];
  const closing = <T extends { close(): Promise<void> }>(opened: T): T => {
    open.push(opened);
    return opened;
  };
  const openGraph = async (model: Uint8Array) => closing(await openSession(model, { ...record, yields: true }));
  const openUpdates = async ({ updates }: TrainingPlan): Promise<UpdateSessions[]> => {
    const sessions: UpdateSessions[] = [];
    for (const { compiled, whole } of updates) sessions.push({ any: await openGraph(compiled.onnx), ...(whole && { whole: await openGraph(whole.onnx) }) });
    return sessions;
  };
  try {
    const found: FoundPart = record.keepFeatures === false || state.finished ? {} : findFrozenPart(plan);
    // What the runtime refuses is said before the run has begun.
    const validationSession = await openGraph(plan.validation.onnx);
    const sessions = found.part ? undefined : await openUpdates(plan);
    yield startEvent(run, record, plan, dataset, state);
    if (found.reason) yield { event: 'features', state: 'off', diagnostic: found.reason };
    const openData = () => dataFor(dataset, plan, record, surroundings);
    const features = found.part && (yield* prepareFeatures({ run, part: found.part, plan, dataset, data: openData, store, target, disk, open: (model) => openSession(model, { ...record, yields: true }) }, control));
    if (control.stop && found.part && !features) {
      if (state.step === 0) await saveCheckpoint(run, state, store.entries());
      return yield { event: 'stopped', run, step: state.step };
    }
    const trained = features ? headPlan(plan, found.part, target) : plan;
    const data = closing(features ? new FeatureBatches(dataFor(dataset, trained, record, surroundings), features, found.part.border) : openData());
    const parts = {
      plan: trained,
      dataset,
      data,
      store,
      sessions: sessions ?? (await openUpdates(trained)),
      validationSession: features ? await openGraph(trained.validation.onnx) : validationSession,
    };
    // It looks at the whole network, frozen or not, and so at the samples themselves.
    const samples = features ? closing(new InProcessData(dataset, jobOf(dataset, plan, record), { cacheBytes: 0 })) : data;
    const watcher = await openWatcher({ run, plan, dataset, data: samples, store, state, record });
    if (watcher) closing(watcher);
    const last = yield* trainingLoop({ run, checkpointSeconds: record.checkpointSeconds, trainer: new Trainer(parts, state), store, log, state, plan, disk, ...(watcher && { watcher }) }, control);
    if (!state.finished) yield { event: 'stopped', run, step: state.step };
    else yield* conclude({ run, dataset, plan, store, state, last: last ?? (await lastEpoch(run)) }, control, disk);
  } finally {
    for (const opened of open.reverse()) await opened.close();
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
  await removeFeatures(run);
  yield* whenThereIsRoom({ folder: run, what: 'the trained model', bytes: FINAL_COPIES * bytesOf(weights), canBeLeftOut: false, write }, control, disk);
  for (const diagnostic of model?.findings ?? []) yield { event: 'warning', diagnostic };
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

function jobOf({ fingerprint }: Dataset, { bindings, masks, training }: TrainingPlan, { data }: RunRecord): DataJob {
  return { source: data.source, split: data.split, fingerprint, bindings, masks, seed: training.seed };
}

function dataFor(dataset: Dataset, plan: TrainingPlan, record: RunRecord, { dataWorker }: RunSurroundings): DataService {
  const job = jobOf(dataset, plan, record);
  return dataWorker ? new DataPool(dataset, job, { entry: dataWorker }) : new InProcessData(dataset, job);
}

function startEvent(run: string, { threads, backend }: RunRecord, plan: TrainingPlan, dataset: Dataset, state: TrainingState): RunEvent {
  const { train, validation, test } = dataset.splits;
  return {
    event: 'start',
    run,
    epochs: plan.training.epochs,
    stepsPerEpoch: stepsPerEpoch(dataset, plan),
    step: state.step,
    epoch: state.epoch,
    parameters: plan.network.totals.params,
    rows: { train: train.length, validation: validation.length, test: test.length },
    threads,
    backend,
  };
}
