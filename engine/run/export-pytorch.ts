/**
 * A network as a PyTorch project: model.py, its weights, train.py with the settings and rows it trains on. Goes on where
 * one machine is not enough. What train.py does otherwise than LayerLoom stands in the README.
 */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../core/diagnostic';
import type { Tensor } from '../core/dtype';
import type { Augmentation } from '../data/augment/augmentation';
import { isMixing } from '../data/augment/mix';
import type { Dataset } from '../data/dataset';
import { encodeSafetensors } from '../document/safetensors';
import type { LoomDocument } from '../document/model';
import { APP_VERSION } from '../document/version';
import { pytorchModel, type PytorchModel } from '../export/pytorch/model-code';
import { lossesScript, torchRuleOf } from '../export/pytorch/losses';
import { PICTURES_SCRIPT } from '../export/pytorch/pictures-script';
import { projectReadme } from '../export/pytorch/readme';
import { ROWS_SCRIPT } from '../export/pytorch/rows-script';
import { TRAIN_SCRIPT, untrainableScript } from '../export/pytorch/train-script';
import { TRUTHS_SCRIPT } from '../export/pytorch/truths-script';
import { WEIGHTS_SCRIPT } from '../export/pytorch/weights-script';
import { writeFileAtomically } from '../files/atomic-write';
import { explaining } from '../files/file-problem';
import type { InferredNetwork, InferredNode } from '../infer/infer-network';
import { learningRateOf, readOptimizer } from '../optimizers';
import { readSchedule } from '../schedules';
import { bindColumns } from './bind-columns';
import { DEFAULT_TRAINING } from './default-training';
import { writeRows } from './pytorch-rows';
import { modelSignature, type ModelSignature, type TargetSignature } from './signature';

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
  const sinks = network.nodes.filter(({ definition }) => definition?.target);
  const searches = network.nodes.filter(({ definition }) => definition?.search);
  const untold = [...sinks.filter((node) => !torchRuleOf(node)), ...searches];
  const dataset = untold.length > 0 ? undefined : given;
  const columns = dataset && columnsOf(document, network, dataset);
  const notes = [...differences(document, network), ...untold.map(noteOf), ...(given ? [] : ['No data was exported, so train.py has nothing to train on yet.'])];
  await explaining(out, 'written', async () => {
    await mkdir(out, { recursive: true });
    if ((await readdir(out)).length > 0) fail('folder-not-empty', `The folder ${out} is not empty; the project would mix with what is there.`, { file: out, remedy: 'Name a new folder, or empty this one first.' });
  });
  const training = untold.length > 0
    ? [['train.py', untrainableScript(untold, trainCommand(document, given))] as const]
    : [['train.py', TRAIN_SCRIPT], ['losses.py', lossesScript(sinks.map((node) => torchRuleOf(node)!))], ['pictures.py', PICTURES_SCRIPT], ['rows.py', ROWS_SCRIPT], ['truths.py', TRUTHS_SCRIPT]] as const;
  const texts = new Map([
    ['model.py', model.code],
    ['weights.py', WEIGHTS_SCRIPT],
    ...training,
    ['project.json', `${JSON.stringify(projectOf(document, network, model, columns), undefined, 2)}\n`],
    ['README.md', projectReadme(document.name, APP_VERSION, untold.length > 0 ? 'untrainable' : dataset ? 'data' : 'no-data', notes)],
  ]);
  if (dataset && columns) texts.set('data.json', `${JSON.stringify(await writeRows(dataset, namesOf(columns), out))}\n`);
  for (const [name, text] of texts) await writeFileAtomically(join(out, name), [new TextEncoder().encode(text)]);
  await writeFileAtomically(join(out, 'weights.safetensors'), encodeSafetensors([...weights].flatMap(([key, tensor]) => (model.keys.has(key) ? [[model.keys.get(key)!, tensor] as const] : []))));
  return { folder: out, files: [...texts.keys(), 'weights.safetensors'], notes };
}

/** What the project lacks of a box. */
function noteOf({ flat, definition }: InferredNode): string {
  const box = `“${flat.path}” (${definition!.title})`;
  return definition!.search
    ? `The search of ${box} is not written in PyTorch: forward of model.py takes its regions (centre x, centre y, width, height in pixels), and train.py cannot train the network.`
    : `The loss of ${box} is not written in PyTorch: model.py and its weights answer as here, but train.py cannot train them.`;
}

function columnsOf(document: LoomDocument, network: InferredNetwork, dataset: Dataset) {
  const bindings = bindColumns(network, dataset);
  return modelSignature(network, bindings, APP_VERSION, document.data?.preprocessing);
}

function namesOf({ features, targets }: ModelSignature): readonly string[] {
  return [...new Set([...features.flatMap(({ columns }) => columns.map(({ name }) => name)), ...targets.map(({ column }) => column)])];
}

/** What project.json holds. */
function projectOf(document: LoomDocument, network: InferredNetwork, model: PytorchModel, signature: ModelSignature | undefined): unknown {
  const training = document.training ?? DEFAULT_TRAINING;
  const chosen = (training.program[0] ?? DEFAULT_TRAINING.program[0]!).optimizer;
  const schedule = training.schedule ?? { name: 'constant' };
  const tensors = [...network.tensors.values()].flatMap(({ key, settings: { lrScale, regularizer } }) => {
    const settings = { ...(lrScale !== undefined && { lrScale }), ...(regularizer?.l2 !== undefined && { l2: regularizer.l2 }) };
    return Object.keys(settings).length > 0 ? [[model.keys.get(key)!, settings] as const] : [];
  });
  return {
    name: document.name,
    features: signature?.features ?? [],
    targets: (signature?.targets ?? []).map((target) => targetOf(network, target)),
    comparesInputs: network.nodes.some((node) => (torchRuleOf(node)?.reads ?? 'answer') !== 'answer'),
    // Whose true boxes stand among regions while the network is trained.
    trueBoxes: signature?.targets.findIndex(({ node }) => node === model.shown) ?? -1,
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

/** What losses.py and truths.py have to know of a target. */
function targetOf(network: InferredNetwork, { node, column, kind, encoding, shape, classes, skeleton, imageSteps }: TargetSignature): unknown {
  const ready = network.nodes.find(({ flat }) => flat.path === node)!;
  const { loss, lossWeight, ...options } = ready.parameters as { loss?: string; lossWeight: number };
  const rule = torchRuleOf(ready)!;
  const picture = rule.reads === 'inputs-behind-picture' && { picture: ready.sizes!.inputs[0]!.slice(1) };
  return { output: node, column, kind, encoding, shape, classes: classes ?? [], rule: rule.calls, ...(loss !== undefined && { loss }), weight: lossWeight, options, ...picture, ...(imageSteps && { steps: imageSteps }), ...(skeleton && { mirrored: skeleton.mirrored }) };
}

/** How the same network is trained here. */
function trainCommand({ name }: LoomDocument, dataset: Dataset | undefined): string {
  const source = dataset?.source;
  const data = source && (source.kind === 'builtin' ? `builtin:${source.name}${source.count === undefined ? '' : `:${source.count}`}` : source.path);
  return `layerloom train ${quoted(`${name}.loom`)}${data === undefined ? '' : ` --data ${quoted(data)}`}`;
}

function quoted(word: string): string {
  return /^[\w./:-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** What train.py leaves out or does otherwise. */
function differences(document: LoomDocument, network: InferredNetwork): readonly string[] {
  const { program, earlyStopping } = document.training ?? DEFAULT_TRAINING;
  const settings = [...network.tensors.values()].map((tensor) => tensor.settings);
  const augmentation = (document.data?.augmentation ?? []) as unknown as readonly Augmentation[];
  const isPlain = program.length === 1 && program[0]!.tensors === '**' && ['**', '*'].includes(program[0]!.losses) && program[0]!.every === 1;
  return [
    'Shuffling, dropout and augmentation draw other random numbers than LayerLoom, so losses agree in their course and not digit by digit.',
    ...(isPlain ? [] : ['The training program has several updates or picks some tensors; train.py makes one update of all tensors with the first optimizer.']),
    ...(earlyStopping ? ['Early stopping is left out: train.py runs all epochs.'] : []),
    ...(settings.some(({ regularizer }) => regularizer?.l1) ? ['L1 penalties are left out.'] : []),
    ...(augmentation.some(isMixing) ? ['Mosaic and mixup are left out: every picture stays alone.'] : []),
    ...(settings.some(({ constraint }) => constraint) ? ['Constraints of tensors are left out.'] : []),
  ];
}
