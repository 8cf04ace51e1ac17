/**
 * A network as a PyTorch project: model.py, its weights, train.py with the settings and rows it trains on. Goes on where
 * one machine is not enough. What train.py does otherwise than LayerLoom stands in the README.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import { SPLIT_NAMES, type Dataset, type Pixels } from '../data/dataset';
import { encodeSafetensors } from '../document/safetensors';
import type { LoomDocument } from '../document/model';
import { APP_VERSION } from '../document/version';
import { pytorchModel, type PytorchModel } from '../export/pytorch/model-code';
import { projectReadme } from '../export/pytorch/readme';
import { TRAIN_SCRIPT } from '../export/pytorch/train-script';
import { WEIGHTS_SCRIPT } from '../export/pytorch/weights-script';
import { writeFileAtomically } from '../files/atomic-write';
import { explaining } from '../files/file-problem';
import type { InferredNetwork } from '../infer/infer-network';
import { learningRateOf, readOptimizer } from '../optimizers';
import { readSchedule } from '../schedules';
import { bindColumns } from './bind-columns';
import { DEFAULT_TRAINING } from './default-training';
import { modelSignature } from './signature';

export interface PytorchRequest {
  readonly document: LoomDocument;
  readonly network: InferredNetwork;
  readonly weights: ReadonlyMap<string, Tensor<'float32'>>;
  /** What train.py is to train on; without it there is no data.json. */
  readonly dataset?: Dataset;
  /** A folder that is new or empty. */
  readonly out: string;
}

export interface PytorchReport {
  readonly folder: string;
  /** Names of the files in it. */
  readonly files: readonly string[];
  /** What train.py does otherwise than LayerLoom, one sentence each. */
  readonly notes: readonly string[];
}

/** Throws LoomError where the folder holds something, or there is no code for the network yet. */
export async function exportPytorch({ document, network, weights, dataset: given, out }: PytorchRequest): Promise<PytorchReport> {
  const model = pytorchModel(document, network);
  const untold = network.nodes.filter(isUntold);
  const dataset = untold.length > 0 ? undefined : given;
  const columns = dataset && columnsOf(document, network, dataset);
  const notes = [...differences(document, network), ...untold.map(({ flat, definition }) => `The loss of “${flat.path}” (${definition!.title}) is not written in PyTorch: model.py and its weights answer as here, but train.py cannot train them.`), ...(given ? [] : ['No data was exported, so train.py has nothing to train on yet.'])];
  await explaining(out, 'written', async () => {
    await mkdir(out, { recursive: true });
    if ((await readdir(out)).length > 0) fail('folder-not-empty', `The folder ${out} is not empty; the project would mix with what is there.`, { file: out, remedy: 'Name a new folder, or empty this one first.' });
  });
  const texts = new Map([
    ['model.py', model.code],
    ['weights.py', WEIGHTS_SCRIPT],
    ['train.py', TRAIN_SCRIPT],
    ['project.json', `${JSON.stringify(projectOf(document, network, model, columns), undefined, 2)}\n`],
    ['README.md', projectReadme(document.name, APP_VERSION, dataset !== undefined, notes)],
  ]);
  if (dataset && columns) texts.set('data.json', `${JSON.stringify(await writeRows(dataset, columns, out))}\n`);
  for (const [name, text] of texts) await writeFileAtomically(join(out, name), [new TextEncoder().encode(text)]);
  await writeFileAtomically(join(out, 'weights.safetensors'), encodeSafetensors([...weights].flatMap(([key, tensor]) => (model.keys.has(key) ? [[model.keys.get(key)!, tensor] as const] : []))));
  return { folder: out, files: [...texts.keys(), 'weights.safetensors'], notes };
}

function columnsOf(document: LoomDocument, network: InferredNetwork, dataset: Dataset) {
  const bindings = bindColumns(network, dataset);
  return { signature: modelSignature(network, bindings, APP_VERSION, document.data?.preprocessing), targets: bindings.targets };
}

type Columns = ReturnType<typeof columnsOf>;

/** What project.json holds. */
function projectOf(document: LoomDocument, network: InferredNetwork, model: PytorchModel, columns: Columns | undefined): unknown {
  const training = document.training ?? DEFAULT_TRAINING;
  const chosen = (training.program[0] ?? DEFAULT_TRAINING.program[0]!).optimizer;
  const schedule = training.schedule ?? { name: 'constant' };
  const tensors = [...network.tensors.values()].flatMap(({ key, settings: { lrScale, regularizer } }) => {
    const settings = { ...(lrScale !== undefined && { lrScale }), ...(regularizer?.l2 !== undefined && { l2: regularizer.l2 }) };
    return Object.keys(settings).length > 0 ? [[model.keys.get(key)!, settings] as const] : [];
  });
  return {
    name: document.name,
    features: columns?.signature.features ?? [],
    targets: (columns?.targets ?? []).map(({ node, column, shape, encoding }) => {
      const { loss, lossWeight, ...options } = network.nodes.find(({ flat }) => flat.path === node)!.parameters as { loss: string; lossWeight: number };
      return { output: node, column: column.name, encoding, shape, classes: column.classes ?? [], loss, weight: lossWeight, options };
    }),
    epochs: training.epochs,
    batchSize: training.batchSize,
    seed: training.seed,
    shuffle: training.shuffle,
    optimizer: { name: chosen.name, rate: learningRateOf(chosen), settings: readOptimizer(chosen).settings },
    schedule: { name: schedule.name, settings: readSchedule(schedule).settings },
    clip: training.clip ?? {},
    augmentation: document.data?.augmentation ?? [],
    tensors: Object.fromEntries(tensors),
  };
}

/** The rows of every split. Pictures of a folder stay where they are; others are written beside the project. */
async function writeRows(dataset: Dataset, { signature, targets }: Columns, out: string): Promise<unknown> {
  const names = [...new Set([...signature.features.flatMap(({ columns }) => columns.map(({ name }) => name)), ...targets.map(({ column }) => column.name)])];
  const pictures = new Set(dataset.columns.filter(({ kind }) => kind === 'image').map(({ name }) => name));
  const { source } = dataset;
  const isFolder = source.kind === 'folder';
  const copies = !isFolder && names.some((name) => pictures.has(name));
  if (copies) await mkdir(join(out, 'data'));
  const cell = async (row: number, name: string): Promise<unknown> => {
    if (!pictures.has(name)) return dataset.read(row, name);
    if (isFolder) return dataset.rowName(row);
    const file = `${String(row).padStart(6, '0')}${pictures.size > 1 ? `-${[...pictures].indexOf(name)}` : ''}.png`;
    const { width, height, channels, data } = (await dataset.read(row, name)) as Pixels;
    await writeFile(join(out, 'data', file), encode({ width, height, channels, data, depth: 8 }));
    return file;
  };
  const splits: Record<string, unknown[]> = {};
  for (const split of SPLIT_NAMES) {
    const rows: unknown[] = [];
    for (const row of dataset.splits[split]) rows.push(await Promise.all(names.map((name) => cell(row, name))));
    splits[split] = rows;
  }
  return { folder: source.kind === 'folder' ? source.path : 'data', columns: names, splits };
}

/** Whether train.py has no loss for a layer that is compared with data: heads have losses of their own, masks are not read. */
function isUntold({ flat, definition, parameters }: InferredNetwork['nodes'][number]): boolean {
  if (!definition?.target) return false;
  return flat.node.type !== 'output' || (parameters !== undefined && definition.target.accepts(parameters).includes('mask'));
}

/** What train.py leaves out or does otherwise. */
function differences(document: LoomDocument, network: InferredNetwork): readonly string[] {
  const { program, earlyStopping } = document.training ?? DEFAULT_TRAINING;
  const settings = [...network.tensors.values()].map((tensor) => tensor.settings);
  const isPlain = program.length === 1 && program[0]!.tensors === '**' && ['**', '*'].includes(program[0]!.losses) && program[0]!.every === 1;
  return [
    'Shuffling, dropout and augmentation draw other random numbers than LayerLoom, so losses agree in their course and not digit by digit.',
    ...(isPlain ? [] : ['The training program has several updates or picks some tensors; train.py makes one update of all tensors with the first optimizer.']),
    ...(earlyStopping ? ['Early stopping is left out: train.py runs all epochs.'] : []),
    ...(settings.some(({ regularizer }) => regularizer?.l1) ? ['L1 penalties are left out.'] : []),
    ...(settings.some(({ constraint }) => constraint) ? ['Constraints of tensors are left out.'] : []),
  ];
}
