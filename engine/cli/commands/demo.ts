import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { decodeImage } from '../../data/decode/decode-image';
import { writeGenerator } from '../../data/generators/write-generator';
import { filesBelow } from '../../files/file-tree';
import { lenet5 } from '../../templates/lenet5';
import type { Answer } from '../../run/predict';
import type { Engine } from '../../worker/client';
import { newCommand } from '../command';
import { drawPictures } from '../draw-pictures';
import { withEngine } from '../engine';
import { followRun } from '../follow-run';
import { fitToSource } from '../open-network';
import { nextRunFolder } from '../run-folder';
import { Terminal, type OutputOptions } from '../terminal';
import { bold, dim, percent } from '../text';
import { splitOptions, withTrainingOptions } from '../training-options';
import { TrainingView } from '../training-view';
import { usualThreads } from '../../run/usual-threads';

const EPOCHS = 3;
const SOURCE = { kind: 'builtin', name: 'digits', count: 6000 } as const;

export function demoCommand(): Command {
  return newCommand('demo', 'Train LeNet-5 on built-in digits, export it, check it and try it: the whole way in a minute', [{ command: 'demo', does: 'the shortest way to see it work, without a window' }]).action(async (options: OutputOptions) => {
    const terminal = new Terminal(options);
    terminal.say(`${bold('LayerLoom')}: a network that reads digits, trained on this machine.\n`);
    await withEngine((engine) => demo(engine, terminal));
  });
}

async function demo(engine: Engine, terminal: Terminal): Promise<void> {
  const split = splitOptions({});
  const document = withTrainingOptions(await fitToSource(lenet5, SOURCE, split), { epochs: EPOCHS });
  const run = await nextRunFolder('demo');
  const input = { document: { ...document, data: { source: SOURCE, split } }, source: SOURCE, split, run, backend: 'cpu', threads: usualThreads(), checkpointSeconds: 30 } as const;
  const result = await followRun(engine, { operation: 'train', input }, new TrainingView(terminal, lenet5.title, false), terminal);
  if (result.outcome === 'done') await tryOut(engine, result.model.file, terminal);
  terminal.say(`
What now?
  layerloom templates                          ${dim('other networks to start from')}
  layerloom train lenet5 --data FOLDER         ${dim('your own pictures, a folder per class')}
  layerloom evaluate ${run.padEnd(25)} ${dim('scores and confusions on digits it has never seen')}
  layerloom new lenet5 --out mine.loom         ${dim('a document to change')}
  layerloom --help                             ${dim('everything else')}`);
}

/** Another seed than the training data's, and fonts that training never shows. */
const TRIAL = { count: 60, seed: 2 };

/** Shows a few digits and what the exported file says about them. */
async function tryOut(engine: Engine, model: string, terminal: Terminal): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'layerloom-demo-'));
  try {
    await writeGenerator(SOURCE.name, folder, TRIAL);
    const files: string[] = [];
    for await (const name of filesBelow(join(folder, 'test'))) files.push(join(folder, 'test', name));
    const chosen = files.sort().slice(0, 5);
    const answers = await engine.request('predict', { model, samples: chosen.map((image) => ({ image })), threads: 1 }).result;
    const labels = answers.map((answer) => spoken(Object.values(answer)[0]));
    const pictures = await Promise.all(chosen.map(async (file) => decodeImage(await readFile(file), file)));
    terminal.say(`\nThe exported file reads digits in fonts it has never seen:\n\n${drawPictures(pictures, labels)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function spoken(answer: Answer | undefined): string {
  return answer?.kind === 'category' ? `${answer.label} (${percent(answer.probabilities[answer.label] ?? 0)})` : '';
}
