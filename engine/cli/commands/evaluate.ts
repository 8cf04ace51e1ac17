import type { Command } from 'commander';
import { fail } from '../../core/diagnostic';
import { SPLIT_NAMES, type DataSource, type SplitName } from '../../data/dataset';
import { readRun } from '../../run/run-record';
import type { Evaluation } from '../../run/evaluate';
import { newCommand } from '../command';
import { addDataOptions, DATA_HELP, understood, type Understanding } from '../data-option';
import { withEngine } from '../engine';
import { oneOf, wholeNumber } from '../option-values';
import { scoreText } from '../score-tables';
import { classification, detection, segmentation } from '../scores';
import { isRunFolder } from '../trained-model';
import { Terminal, type OutputOptions } from '../terminal';
import { bold, grouped, number } from '../text';
import { usualThreads } from '../../run/usual-threads';

interface Options extends OutputOptions, Understanding {
  readonly data?: DataSource;
  readonly part?: SplitName | 'all';
  readonly threads: number;
}

export function evaluateCommand(): Command {
  const command = newCommand('evaluate', 'Measure a trained model on data', [
    { command: 'evaluate runs/lenet5-1', does: 'on the test data of its run, else on the validation data' },
    { command: 'evaluate model.onnx --data photos --json', does: 'an exported file on a folder of pictures' },
  ])
    .argument('<model>', 'the folder of a run, or an exported file M.onnx');
  return addDataOptions(command, `${DATA_HELP}; unless given, the data of the run`)
    .option('--part <name>', `which rows: ${SPLIT_NAMES.join(', ')} or all; unless given, test rows where there are any, else validation rows, else all`, oneOf([...SPLIT_NAMES, 'all']))
    .option('--threads <n>', 'processor threads of one operation', wholeNumber({ from: 1, upTo: 1024 }), usualThreads())
    .action(async (model: string, { data, part, threads, json, ...understanding }: Options) => {
      const terminal = new Terminal({ json });
      const source = understood(data ?? (await ownData(model)), understanding);
      const evaluation = await withEngine((engine) => engine.request('evaluate', { model, source, threads, ...(part && { part }) }).result);
      terminal.report(evaluation.problems);
      const scores = classification(evaluation.outputs);
      const { loss, split, samples, outputs } = evaluation;
      const pixels = segmentation(evaluation.outputs);
      const boxes = detection(evaluation.outputs);
      terminal.answer({ loss, accuracy: scores?.accuracy ?? null, ...(pixels && { meanIou: pixels.meanIou }), ...(boxes && { ap50: boxes.ap50, ap: boxes.ap }), confusion: (scores ?? pixels ?? boxes)?.confusion ?? null, part: split, samples, outputs }, () => describe(evaluation));
    });
}

async function ownData(model: string): Promise<DataSource> {
  if (await isRunFolder(model)) return (await readRun(model)).record.data.source;
  return fail('no-data', `The file ${model} does not say what data to evaluate it on.`, { file: model, remedy: 'Give it with --data.' });
}

function describe({ loss, split, samples, outputs }: Evaluation): string {
  const parts = Object.entries(outputs).map(([node, { scores }]) => scoreText(node, scores));
  return [`${grouped(samples)} samples (${split === 'all' ? 'all rows' : `${split} rows`}), loss ${bold(number(loss))}`, ...parts].join('\n\n');
}
