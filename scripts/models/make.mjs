/**
 * Makes a bundled model anew: trains it on built-in data, measures it on held-out samples, and writes the network with its
 * weights and its card to assets/models. Usage: node scripts/models/make.mjs NAME [--epochs N] [--keep FOLDER] [--run FOLDER]
 * `--run` takes what the recipe's training has left in a folder instead of training anew.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../freshness.mjs';
import { RECIPES } from './recipes.mjs';

/** Whoever installs the application carries all of them. */
const MOST_BYTES = 2 * 2 ** 20;
const FOLDER = join(ROOT, 'assets', 'models');

const { values, positionals } = parseArgs({ allowPositionals: true, options: { epochs: { type: 'string' }, keep: { type: 'string' }, run: { type: 'string' } } });
const [name] = positionals;
const recipe = RECIPES[name];
if (!recipe) throw new Error(`There is no recipe “${name}”. The recipes are ${Object.keys(RECIPES).join(', ')}.`);

const work = values.keep ?? (await mkdtemp(join(tmpdir(), 'layerloom-model-')));
const run = values.run ?? join(work, 'run');
const training = [...recipe.train, ...(values.epochs ? ['--epochs', values.epochs] : [])];
if (!values.run) await layerloom('train', ...training, '--out', run);
const { outputs } = JSON.parse(await layerloom('evaluate', run, ...recipe.test, '--json'));
const scores = Object.values(outputs)[0].scores;

await mkdir(FOLDER, { recursive: true });
const file = join(FOLDER, `${name}.loom`);
await layerloom('export', run, '--out', file);
const { size } = await stat(file);
if (size > MOST_BYTES) throw new Error(`${name} has ${size} bytes; a bundled model has at most ${MOST_BYTES}.`);
const { title, summary, seen, answers } = recipe;
const card = {
  title,
  summary,
  seen,
  answers,
  command: `node scripts/models/make.mjs ${name}${values.epochs ? ` --epochs ${values.epochs}` : ''}`,
  training: `layerloom train ${training.join(' ')}`,
  scores: Object.fromEntries(Object.entries(recipe.scores).map(([label, key]) => [label, rounded(scores[key])])),
};
await writeFile(join(FOLDER, `${name}.json`), `${JSON.stringify(card, null, 2)}\n`);
console.log(`${file}: ${size} bytes, ${JSON.stringify(card.scores)}`);
if (!values.keep) await rm(work, { recursive: true });

/** What the program prints to standard output; its progress goes to the terminal. */
function layerloom(...args) {
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'bin', 'layerloom.mjs'), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pieces = [];
    child.stdout.on('data', (piece) => pieces.push(piece));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? done(Buffer.concat(pieces).toString()) : reject(new Error(`layerloom ${args.join(' ')} ended with ${code}`))));
  });
}

function rounded(value) {
  if (typeof value !== 'number') throw new Error(`The evaluation of ${name} has no such score.`);
  return Math.round(value * 1000) / 1000;
}
