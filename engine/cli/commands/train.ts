import { join } from 'node:path';
import type { Command } from 'commander';
import { fail } from '../../core/diagnostic';
import type { DataSource, SplitOptions } from '../../data/dataset';
import { openDataset } from '../../data/open-dataset';
import type { LoomDocument } from '../../document/model';
import { relativeDataPath } from '../../files/data-location';
import { inferNetwork } from '../../infer/infer-network';
import { replaceHead, type HeadScope } from '../../infer/replace-head';
import type { RunOptions } from '../../run/training-run';
import { usualThreads } from '../../run/usual-threads';
import { orBundled } from '../bundled-networks';
import { newCommand } from '../command';
import { addDataOptions, DATA_HELP, understood, type Understanding } from '../data-option';
import { documentSource } from '../document-source';
import { withEngine } from '../engine';
import { followRun } from '../follow-run';
import { oneOf, realNumber, wholeNumber } from '../option-values';
import { fitToSource, openNetwork, ownSource, requireSound, templateSource } from '../open-network';
import { nextRunFolder } from '../run-folder';
import { Terminal, type OutputOptions } from '../terminal';
import { addTrainingOptions, splitOptions, withTrainingOptions, type TrainingOptions } from '../training-options';
import { TrainingView } from '../training-view';

interface Options extends OutputOptions, TrainingOptions, Understanding {
  readonly data?: DataSource;
  readonly threads: number;
  readonly backend: RunOptions['backend'];
  readonly out?: string;
  readonly checkpointEvery: number;
  readonly init?: string;
  readonly featureCache: boolean;
  readonly newHead?: HeadScope;
}

export function trainCommand(): Command {
  const command = newCommand('train', 'Train a document or template', [
    { command: 'train lenet5', does: 'on its built-in data' },
    { command: 'train lenet5 --data photos --epochs 10 --augment flip,rotate=10', does: 'on a folder of pictures, one folder per class' },
    { command: 'train mlp --data houses.csv --target price --optimizer adamw:weightDecay=0.01 --schedule cosine', does: 'on a table' },
    { command: 'train model.loom --early-stopping 5 --freeze "conv*" --json', does: 'a document on its own data, one event per line' },
    { command: 'train yolo-v3-small --data builtin:scenes --init scene-detector', does: 'from what a network that comes along has learned' },
    { command: 'train model.loom --init runs/digits-1 --freeze "conv*" --new-head last --data photos', does: 'with weights of another run, its convolutions frozen, and new classes' },
  ])
    .argument('<network>', 'a document F.loom, or a template, which adapts to the data');
  return addTrainingOptions(addDataOptions(command, `${DATA_HELP}; unless given, the data of the document or template`))
    .option('--init <run|file>', 'begin with the weights of a run, a .onnx, a .safetensors, a .loom or a network that comes along, such as scene-detector, as far as names and shapes agree')
    .option('--new-head <scope>', 'new layers at the end, one answer per class of the data: last (the layer that answers) or dense (all Dense layers at the end)', oneOf(['last', 'dense'] as const))
    .option('--no-feature-cache', 'compute the frozen part anew in every epoch, instead of once per sample')
    .option('--threads <n>', 'processor threads of one operation', wholeNumber({ from: 1, upTo: 1024 }), usualThreads())
    .option('--backend <name>', 'cpu or webgpu', oneOf(['cpu', 'webgpu']), 'cpu')
    .option('--out <folder>', 'the folder of the run; runs/NAME-N unless given')
    .option('--checkpoint-every <seconds>', 'pause between checkpoints within an epoch', realNumber({ from: 0 }), 30)
    .action(async (argument: string, options: Options) => train(argument, options, new Terminal(options)));
}

async function train(argument: string, options: Options, terminal: Terminal): Promise<void> {
  const { document, source, split } = await trainee(argument, options, terminal);
  const { threads, backend, checkpointEvery, init, featureCache } = options;
  const run = options.out ?? (await nextRunFolder(document.name));
  const headed = options.newHead ? await withNewHead(document, options.newHead, source, split) : document;
  const changed = withTrainingOptions(headed, options);
  terminal.report(requireSound(changed).problems);
  const input: RunOptions = { document: withData(changed, source, split, { run, ...options }), source, split, run, backend, threads, checkpointSeconds: checkpointEvery, ...(init !== undefined && { init: orBundled(init) }), ...(!featureCache && { keepFeatures: false }) };
  const view = new TrainingView(terminal, document.name, changed.training?.earlyStopping?.restoreBest ?? false);
  await withEngine((engine) => followRun(engine, { operation: 'train', input }, view, terminal));
}

/** A head for the classes of the data. Throws LoomError where there are none, or nothing to replace. */
async function withNewHead(document: LoomDocument, scope: HeadScope, source: DataSource, split: SplitOptions): Promise<LoomDocument> {
  const { columns } = await openDataset(source, split, { check: 'headers' });
  const classes = columns.find(({ isTarget, kind }) => isTarget && kind === 'category')?.classes;
  if (!classes) return fail('no-classes', 'The data has no classes, so a new head has nothing to tell apart.', { remedy: 'Leave out --new-head, or choose data with classes.' });
  return replaceHead(document, inferNetwork(document), { classes: classes.length, scope }).document;
}

interface Trainee {
  readonly document: LoomDocument;
  readonly source: DataSource;
  readonly split: SplitOptions;
}

async function trainee(argument: string, options: Options, terminal: Terminal): Promise<Trainee> {
  const opened = await openNetwork(argument);
  if (opened.kind === 'template') {
    const source = understood(templateSource(opened.template, options.data), options);
    const split = splitOptions(options);
    return { document: await fitToSource(opened.template, source, split), source, split };
  }
  // Where other data is given, it does not matter that the document's own is missing.
  terminal.report(opened.diagnostics.filter(({ code }) => code !== 'data-missing'));
  const source = options.data ?? ownSource(opened);
  if (!source) return fail('no-data', `${argument} does not say what data it trains on.`, { file: argument, remedy: 'Give it with --data.' });
  return { document: opened.document, source: understood(source, options), split: splitOptions(options, opened.document) };
}

/** The document as it stands in the run: with the data it was trained on. */
function withData(document: LoomDocument, source: DataSource, split: SplitOptions, { run, augment }: Pick<Options, 'augment'> & { readonly run: string }): LoomDocument {
  const place = (path: string) => relativeDataPath(join(run, 'document.loom'), path);
  return { ...document, data: { ...document.data, source: documentSource(source, place), split, ...(augment && { augmentation: augment.map((one) => ({ ...one })) }) } };
}
