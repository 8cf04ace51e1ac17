/** Training on numbers that a window holds: the training step of a run without its folder, a few steps per question. */
import { fail } from '../core/diagnostic';
import { float32Tensor, type Tensor } from '../core/dtype';
import { BATCH, bindShape } from '../core/shape';
import { compileInference, compileTraining, type BoundInput, type CompiledGraph } from '../compile/pipeline';
import { BatchPlan } from '../data/batch-plan';
import { drawMask } from '../data/mask';
import type { LoomDocument, TrainingSettings, Update } from '../document/model';
import { inferNetwork } from '../infer/infer-network';
import type { LabRows, LabTrained, LabTraining, Numbers } from '../labs/requests';
import { bindingName } from '../ops/graph';
import { learningRateOf, readOptimizer } from '../optimizers';
import type { Session } from './backend';
import { DEFAULT_TRAINING } from './default-training';
import { initialTensors } from './initial-tensors';
import { addNoise } from './noise';
import { openSession } from './onnx-runtime';
import { ParameterStore } from './parameter-store';
import { loweringTarget } from './tuning';

/** What is dear to make of a document. */
export interface OpenTraining {
  readonly training: TrainingSettings;
  readonly update: Update;
  readonly initial: ReadonlyMap<string, Tensor<'float32'>>;
  readonly step: CompiledGraph;
  readonly stepSession: Session;
  readonly judge: CompiledGraph;
  readonly judgeSession: Session;
}

export async function openTraining(document: LoomDocument): Promise<OpenTraining> {
  const network = inferNetwork(document);
  const training = document.training ?? DEFAULT_TRAINING;
  const update = training.program[0]!;
  const target = loweringTarget('cpu');
  const step = compileTraining(network, { update, ...(training.clip && { clip: training.clip }) }, target);
  const judge = compileInference(network, { losses: true }, target);
  const options = { backend: 'cpu', threads: 1 } as const;
  const initial = initialTensors(network.tensors, training.seed);
  return { training, update, initial, step, judge, stepSession: await openSession(step.onnx, options), judgeSession: await openSession(judge.onnx, options) };
}

export async function closeTraining({ stepSession, judgeSession }: OpenTraining): Promise<void> {
  await Promise.all([stepSession.close(), judgeSession.close()]);
}

/** Throws LoomError where the rows do not fit the network, or the loss is no longer a number. */
export async function trainRows(open: OpenTraining, { rows, held, state, steps, ask }: Omit<LabTraining<unknown>, 'document'>): Promise<LabTrained> {
  const { step: compiled, judge } = open;
  const store = new ParameterStore([...open.initial].map(([key, tensor]) => [key, { ...tensor, data: tensor.data.slice() }]));
  store.addMissing(compiled.inputs);
  if (state) store.restore(restored(state.tensors, store));
  const count = rowCount(rows, compiled.inputs);
  const losses: number[] = [];
  let step = state?.step ?? 0;
  for (const end = step + steps; step < end; step++) losses.push(await oneStep(open, store, rows, count, step));
  const loss = await judged(open, store, rows, count);
  requireFinite(loss, step);
  const heldLoss = held && (await judged(open, store, held, rowCount(held, judge.inputs)));
  return {
    state: { step, tensors: Object.fromEntries(store.entries().map(([key, { data }]) => [key, [...data]])) },
    losses,
    loss,
    ...(heldLoss !== undefined && { heldLoss }),
    ...(ask && { answers: await answered(open, store, ask) }),
  };
}

async function oneStep({ training, update, step: compiled, stepSession }: OpenTraining, store: ParameterStore, rows: LabRows, count: number, step: number): Promise<number> {
  const { batchSize, seed, shuffle } = training;
  const perEpoch = Math.ceil(count / batchSize);
  const epoch = Math.floor(step / perEpoch);
  const plan = new BatchPlan(Uint32Array.from({ length: count }, (_, row) => row), { batchSize, seed, epoch, shuffle });
  const batch = plan.rowsOf(step % perEpoch);
  const feeds = new Map<string, Tensor>();
  addRows(feeds, compiled.inputs, rows, batch);
  store.feed(compiled.inputs, feeds);
  const { definition, settings } = readOptimizer(update.optimizer);
  const scalars = { learningRate: learningRateOf(update.optimizer), ...definition.corrections?.(step + 1, settings) };
  for (const [name, value] of Object.entries(scalars)) feeds.set(bindingName({ kind: 'scalar', name: `${update.name}.${name}` }), float32Tensor([], [value]));
  for (const { name, shape, binding } of compiled.inputs) {
    if (binding.kind === 'mask') feeds.set(name, drawMask({ name, shape, keepProbability: binding.keep, key: binding.key }, batch.length, seed, step));
  }
  addNoise(feeds, compiled.inputs, batch.length, seed, step);
  const results = await stepSession.run(feeds, store.targets(compiled.outputs));
  const objective = Number(results.get(bindingName({ kind: 'objective' }))!.data[0]);
  requireFinite(objective, step);
  store.advance(compiled.outputs);
  return objective;
}

function requireFinite(loss: number, steps: number): void {
  if (!Number.isFinite(loss)) fail('lab-diverged', `The loss is not a number any more after ${steps} steps.`, { remedy: 'Choose a smaller learning rate and go back to the start.' });
}

async function judged(open: OpenTraining, store: ParameterStore, rows: LabRows, count: number): Promise<number> {
  const results = await judgeRun(open, store, rows, count);
  return [...results].reduce((sum, [name, { data }]) => (name.endsWith(':loss') ? sum + Number(data[0]) : sum), 0);
}

/** The losses are left alone, so targets of any kind do. */
async function answered(open: OpenTraining, store: ParameterStore, ask: Numbers): Promise<Numbers> {
  const { judge } = open;
  const count = rowCount({ inputs: ask }, judge.inputs);
  const targets = Object.fromEntries(judge.inputs.flatMap(({ binding, shape }) => (binding.kind === 'target' ? [[binding.node, Array.from({ length: sizeOf(shape, count) }, () => 0)]] : [])));
  const results = await judgeRun(open, store, { inputs: ask, targets }, count);
  return Object.fromEntries(judge.outputs.flatMap(({ name, binding }) => (binding.kind === 'prediction' ? [[binding.node, Array.from(results.get(name)!.data as Float32Array)]] : [])));
}

function judgeRun({ judge, judgeSession }: OpenTraining, store: ParameterStore, rows: LabRows, count: number): Promise<Map<string, Tensor>> {
  const feeds = new Map<string, Tensor>();
  addRows(feeds, judge.inputs, rows, Uint32Array.from({ length: count }, (_, row) => row));
  store.feed(judge.inputs, feeds);
  return judgeSession.run(feeds);
}

function restored(tensors: Numbers, store: ParameterStore): [string, Tensor<'float32'>][] {
  return store.entries().map(([key, { shape, data }]) => {
    const values = tensors[key];
    if (values?.length !== data.length) fail('lab-state', `What the training had reached does not fit the network: “${key}” has ${data.length} values, not ${values?.length ?? 0}.`, { remedy: 'Go back to the start.' });
    return [key, float32Tensor(shape, values)];
  });
}

/** How many rows the values of an Input make. Throws LoomError where they make no whole number, or none. */
export function rowCount({ inputs }: Pick<LabRows, 'inputs'>, bound: readonly BoundInput[]): number {
  const feature = bound.find(({ binding }) => binding.kind === 'feature') ?? fail('lab-rows', 'The network has no Input.');
  const { name, shape } = feature;
  const width = sizeOf(shape, 1);
  const count = (inputs[name]?.length ?? 0) / width;
  if (!Number.isInteger(count) || count === 0) fail('lab-rows', `The Input “${name}” takes ${width} values per row, and was given ${inputs[name]?.length ?? 0}.`, { node: name, expected: `a multiple of ${width}` });
  return count;
}

/** Features and targets of the chosen rows. */
export function addRows(feeds: Map<string, Tensor>, bound: readonly BoundInput[], { inputs, targets }: LabRows, rows: Uint32Array): void {
  for (const { name, shape, dtype, binding } of bound) {
    if (binding.kind !== 'feature' && binding.kind !== 'target') continue;
    const values = (binding.kind === 'feature' ? inputs : targets)[binding.node] ?? [];
    const width = sizeOf(shape, 1);
    if ((Math.max(...rows) + 1) * width > values.length) fail('lab-rows', `“${binding.node}” was given ${values.length} values, fewer than its rows have.`, { node: binding.node });
    const data = dtype === 'int32' ? new Int32Array(rows.length * width) : new Float32Array(rows.length * width);
    rows.forEach((row, index) => {
      for (let at = 0; at < width; at++) data[index * width + at] = values[row * width + at]!;
    });
    feeds.set(name, { dtype, shape: bindShape(shape, { [BATCH]: rows.length }), data } as Tensor);
  }
}

function sizeOf(shape: BoundInput['shape'], count: number): number {
  return bindShape(shape, { [BATCH]: count }).reduce((product, size) => product * size, 1);
}
