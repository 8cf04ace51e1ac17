import type { Command } from 'commander';
import { findGenerator, GENERATORS } from '../../data/generators';
import { writeGenerator } from '../../data/generators/write-generator';
import { newCommand } from '../command';
import { wholeNumber } from '../option-values';
import { Terminal, type OutputOptions } from '../terminal';
import { grouped } from '../text';

interface Options extends OutputOptions {
  readonly out: string;
  readonly count?: number;
  readonly seed: number;
}

const LONGEST_NAME = Math.max(...GENERATORS.map(({ name }) => name.length));

export function dataCommand(): Command {
  return newCommand('data', 'Write built-in data as ordinary files', [
    { command: 'data digits --out digits --count 6000 --seed 1', does: 'pictures in a folder per class' },
    { command: 'data spirals --out spirals', does: 'a table, spirals/data.csv' },
    { command: 'data scenes --out scenes --count 2000 --seed 1', does: 'pictures full of objects, with COCO annotations in scenes/annotations.json' },
    { command: 'data hand --out hands', does: 'pictures with COCO keypoints in hands/annotations.json, and hands/data.csv with gesture and side' },
  ])
    .argument('<generator>', `one of ${GENERATORS.map(({ name }) => name).join(', ')}`)
    .requiredOption('--out <folder>', 'where to write; must be new or empty')
    .option('--count <n>', 'number of samples', wholeNumber({ from: 1 }))
    .option('--seed <n>', 'the same seed gives the same files', wholeNumber({ from: 0 }), 1)
    .addHelpText('after', `\nGenerators:\n${GENERATORS.map(({ name, docs }) => `  ${name.padEnd(LONGEST_NAME + 2)}${docs}`).join('\n')}`)
    .action(async (name: string, { out, count, seed, json }: Options) => {
      const terminal = new Terminal({ json });
      const samples = count ?? findGenerator(name).defaultCount;
      const { folder, table, fileCount } = await writeGenerator(name, out, { count: samples, seed }, (done, total) => terminal.status(`${grouped(done)} of ${grouped(total)} samples written`));
      const data = table ?? folder;
      const template = { folders: 'lenet5', table: 'mlp', annotations: 'yolo-v8-small', keypoints: `${name}-landmarks` }[findGenerator(name).files];
      terminal.answer({ generator: name, folder, ...(table !== undefined && { table }), count: samples, seed, files: fileCount }, () => `Wrote ${grouped(samples)} samples to ${data}. Train on them with:\n  layerloom train ${template} --data ${data}`);
    });
}
