/**
 * The training loop: one optimizer step at a time, as a generator of events. Whoever iterates decides between steps
 * whether to go on, so pausing and stopping are cooperative; nothing here looks at a clock or a file.
 */
import type { Diagnostic } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { BatchPlan } from '../data/batch-plan';
import type { Dataset } from '../data/dataset';
import type { BatchRequest, DataService, PreparedBatch } from '../data/worker/batch-source';
import type { CompiledGraph } from '../compile/pipeline';
import { bindingName } from '../ops/graph';
import type { Session } from './backend';
import { addFeeds } from './feeds';
import { addBatch, finishSums, startSums, type Scores } from './metrics';
import { mainShare } from './metrics/main-share';
import { addNoise } from './noise';
import { divergenceProblem, hasDiverged, nonFiniteProblem } from './broken-loss';
import type { ParameterStore } from './parameter-store';
import type { PlannedUpdate, TrainingPlan } from './training-plan';
import { emptySums, type EpochSums, type TrainingState } from './training-state';

export interface StepEvent {
  readonly event: 'step';
  /** Steps done, this one included. */
  readonly step: number;
  /** From 1. */
  readonly epoch: number;
  readonly loss: number;
  readonly rate: number;
  readonly samples: number;
  /** Rows left out of the batch, and why. */
  readonly problems: readonly Diagnostic[];
}

export interface SplitResult {
  /** The weighted sum of the mean losses. */
  readonly loss: number;
  readonly outputs: Readonly<Record<string, { readonly loss: number; readonly scores: Scores }>>;
}

export interface EpochEvent {
  readonly event: 'epoch';
  readonly step: number;
  /** From 1. */
  readonly epoch: number;
  readonly train: SplitResult;
  /** Absent without validation rows. */
  readonly validation?: SplitResult;
  readonly rate: number;
  /** Whether these are the best weights so far, by what early stopping watches. */
  readonly best: boolean;
}

export type TrainerEvent = StepEvent | EpochEvent;

export interface TrainerParts {
  readonly plan: TrainingPlan;
  readonly dataset: Dataset;
  readonly data: DataService;
  readonly store: ParameterStore;
  /** One pair per update of the program. */
  readonly sessions: readonly UpdateSessions[];
  readonly validationSession: Session;
}

/** Sessions of the graphs of one update: for any batch, and for whole ones. */
export interface UpdateSessions {
  readonly any: Session;
  readonly whole?: Session;
}

export class Trainer {
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  /** On average; the last batch of an epoch may be smaller. */
  readonly samplesPerStep: number;

  constructor(private readonly parts: TrainerParts, readonly state: TrainingState) {
    const { training } = parts.plan;
    this.stepsPerEpoch = stepsPerEpoch(parts.dataset, parts.plan);
    this.totalSteps = this.stepsPerEpoch * training.epochs;
    this.samplesPerStep = parts.dataset.splits.train.length / this.stepsPerEpoch;
    for (const { compiled } of parts.plan.updates) parts.store.addMissing(compiled.inputs);
  }

  /** Goes on from the state. Ends after the last epoch, or when early stopping says so. */
  async *run(): AsyncGenerator<TrainerEvent, void, undefined> {
    const batches = this.parts.data.stream(this.requests());
    try {
      while (!this.state.finished) {
        if (this.state.batch >= this.stepsPerEpoch) {
          yield await this.finishEpoch();
          continue;
        }
        const batch = await batches.next();
        if (!batch) break;
        yield await this.step(batch);
      }
    } finally {
      await batches.close();
    }
  }

  /** What is left of this epoch, then the following ones. */
  private *requests(): Generator<BatchRequest> {
    const { plan, dataset } = this.parts;
    const { batchSize, seed, shuffle, epochs } = plan.training;
    let { step, batch: first } = this.state;
    for (let epoch = this.state.epoch; epoch < epochs; epoch++) {
      const order = new BatchPlan(dataset.splits.train, { batchSize, seed, epoch, shuffle });
      for (let batch = first; batch < order.batchCount; batch++) yield { rows: order.rowsOf(batch), epoch, step: step++, training: true };
      first = 0;
    }
  }

  private async step(batch: PreparedBatch): Promise<StepEvent> {
    const { plan } = this.parts;
    const factor = this.rateFactor(this.state.step);
    let loss = 0;
    if (batch.rows.length > 0) {
      const feeds = new Map<string, Tensor>(Object.entries(batch.tensors));
      addFeeds(plan.feeding, batch.tensors, feeds);
      for (const [index, planned] of plan.updates.entries()) {
        if (this.state.step % planned.update.every === 0) loss += await this.update(index, planned, feeds, batch.rows.length, factor);
      }
    }
    this.state.firstLoss ??= loss;
    this.state.step++;
    this.state.batch++;
    const rate = plan.updates[0]!.rate * factor;
    return { event: 'step', step: this.state.step, epoch: this.state.epoch + 1, loss, rate, samples: batch.rows.length, problems: batch.problems };
  }

  private rateFactor(step: number): number {
    const { definition, settings } = this.parts.plan.schedule;
    const { stepsPerEpoch, totalSteps } = this;
    return definition.factor({ step, stepsPerEpoch, totalSteps, settings, memory: this.state.plateau });
  }

  /** Runs one update of the program and returns its objective. */
  private async update(index: number, planned: PlannedUpdate, batchFeeds: ReadonlyMap<string, Tensor>, samples: number, factor: number): Promise<number> {
    const { plan, store } = this.parts;
    const { update } = planned;
    const { session, compiled } = this.graphFor(index, planned, samples);
    const done = (this.state.updates[update.name] ?? 0) + 1;
    const feeds = new Map(batchFeeds);
    store.feed(compiled.inputs, feeds);
    addScalars(feeds, planned, done, planned.rate * factor);
    addNoise(feeds, compiled.inputs, samples, plan.training.seed, this.state.step);
    const results = await session.run(feeds, store.targets(compiled.outputs));
    const objective = (results.get(bindingName({ kind: 'objective' }))!.data as Float32Array)[0]!;
    if (!Number.isFinite(objective)) throw await nonFiniteProblem({ plan, planned, feeds, step: this.state.step, epoch: this.state.epoch });
    store.advance(compiled.outputs);
    this.state.updates[update.name] = done;
    if (index === 0) addSums(plan, this.state.sums, results, feeds, samples, MOST_JUDGED_IN_TRAINING);
    return objective;
  }

  private graphFor(index: number, { compiled, whole }: PlannedUpdate, samples: number): { session: Session; compiled: CompiledGraph } {
    const sessions = this.parts.sessions[index]!;
    const isWhole = samples === this.parts.plan.training.batchSize;
    return isWhole && whole && sessions.whole ? { session: sessions.whole, compiled: whole } : { session: sessions.any, compiled };
  }

  private async finishEpoch(): Promise<EpochEvent> {
    const { plan, store } = this.parts;
    const rate = plan.updates[0]!.rate * this.rateFactor(this.state.step - 1);
    const train = finishSplit(plan, this.state.sums);
    const first = this.state.firstLoss ?? train.loss;
    if (hasDiverged(train.loss, first)) throw divergenceProblem({ plan, store, epoch: this.state.epoch, rate }, train.loss, first);
    const validation = await this.validate();
    this.state.epoch++;
    this.state.batch = 0;
    this.state.sums = emptySums();
    const best = this.observe(validation ?? train);
    if (this.state.epoch >= plan.training.epochs) this.state.finished = true;
    return { event: 'epoch', step: this.state.step, epoch: this.state.epoch, train, ...(validation && { validation }), rate, best };
  }

  /** Losses and scores over the validation rows with the current weights. */
  async validate(): Promise<SplitResult | undefined> {
    const { plan, dataset, data, store, validationSession } = this.parts;
    const rows = dataset.splits.validation;
    if (rows.length === 0) return undefined;
    const { batchSize, seed } = plan.training;
    const order = new BatchPlan(rows, { batchSize, seed, epoch: 0, shuffle: false });
    const requests = Array.from({ length: order.batchCount }, (_, batch): BatchRequest => ({ rows: order.rowsOf(batch), epoch: 0, step: 0, training: false }));
    const batches = data.stream(requests);
    const sums = emptySums();
    try {
      for (let batch = await batches.next(); batch; batch = await batches.next()) {
        if (batch.rows.length === 0) continue;
        const feeds = new Map<string, Tensor>(Object.entries(batch.tensors));
        addFeeds(plan.feeding, batch.tensors, feeds);
        store.feed(plan.validation.inputs, feeds);
        addSums(plan, sums, await validationSession.run(feeds), feeds, batch.rows.length);
      }
    } finally {
      await batches.close();
    }
    return sums.samples > 0 ? finishSplit(plan, sums) : undefined;
  }

  /** Tells schedule and early stopping about the epoch; returns whether it was the best so far. */
  private observe(result: SplitResult): boolean {
    const { schedule, training } = this.parts.plan;
    const { definition, settings } = schedule;
    this.state.plateau = definition.observe?.(this.state.plateau, result.loss, settings) ?? this.state.plateau;
    const watched = watchedValue(result, training.earlyStopping?.metric ?? 'loss');
    const { best, waited } = this.state.stopping;
    if (best === null || watched < best) {
      this.state.stopping = { best: watched, bestEpoch: this.state.epoch, waited: 0 };
      return true;
    }
    this.state.stopping = { ...this.state.stopping, waited: waited + 1 };
    if (training.earlyStopping && waited + 1 >= training.earlyStopping.patience) this.state.finished = true;
    return false;
  }
}

export function stepsPerEpoch({ splits }: Pick<Dataset, 'splits'>, { training }: Pick<TrainingPlan, 'training'>): number {
  return Math.ceil(splits.train.length / training.batchSize);
}

/** Lower is better: the loss, or minus the share that the scores of the first Output that has one come down to. */
function watchedValue({ loss, outputs }: SplitResult, metric: string): number {
  if (metric !== 'accuracy') return loss;
  const [share] = Object.values(outputs).flatMap(({ scores }) => mainShare(scores) ?? []);
  return share ? -share.value : loss;
}

function addScalars(feeds: Map<string, Tensor>, { update, optimizer, settings }: PlannedUpdate, count: number, rate: number): void {
  const scalars = { learningRate: rate, ...optimizer.corrections?.(count, settings) };
  for (const [name, value] of Object.entries(scalars)) {
    feeds.set(bindingName({ kind: 'scalar', name: `${update.name}.${name}` }), { dtype: 'float32', shape: [], data: Float32Array.of(value) });
  }
}

/** Pictures of an epoch of training whose boxes are judged: enough to see overfitting, few enough for a checkpoint to hold them. */
const MOST_JUDGED_IN_TRAINING = 256;

function addSums(plan: TrainingPlan, sums: EpochSums, results: ReadonlyMap<string, Tensor>, feeds: ReadonlyMap<string, Tensor>, samples: number, mostPictures = Infinity): void {
  sums.samples += samples;
  for (const target of plan.targets) {
    const { node } = target;
    sums.loss[node] = (sums.loss[node] ?? 0) + lossOf(results, node) * samples;
    const prediction = results.get(`${node}:prediction`)!;
    const truth = feeds.get(bindingName({ kind: 'target', node }))!;
    addBatch((sums.metrics[node] ??= startSums(target)), prediction, truth, mostPictures);
  }
  for (const { node } of plan.terms) sums.loss[node] = (sums.loss[node] ?? 0) + lossOf(results, node) * samples;
}

function lossOf(results: ReadonlyMap<string, Tensor>, node: string): number {
  return (results.get(bindingName({ kind: 'loss', node }))!.data as Float32Array)[0]!;
}

function finishSplit(plan: TrainingPlan, sums: EpochSums): SplitResult {
  const outputs = Object.fromEntries(
    plan.targets.map(({ node, column }) => [node, { loss: sums.loss[node]! / sums.samples, scores: finishSums(sums.metrics[node]!, column.classes ?? column.skeleton?.points ?? []) }]),
  );
  const compared = plan.signature.targets.reduce((total, { node, loss: { weight } }) => total + weight * outputs[node]!.loss, 0);
  const loss = plan.terms.reduce((total, { node, weight }) => total + weight * (sums.loss[node]! / sums.samples), compared);
  return { loss, outputs };
}
