/**
 * What transfer learning costs and brings: a network trained on digits gets another head and learns letters with its
 * convolutions frozen, beside the same network trained on letters from the start, and is then fine-tuned.
 * Usage: node bench/transfer.mjs [--letters 12000] [--seed 1] [--keep FOLDER]; writes bench/results/transfer.json.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PROGRAM = fileURLToPath(new URL('../bin/layerloom.mjs', import.meta.url));
const RESULTS = fileURLToPath(new URL('results/transfer.json', import.meta.url));
const { values } = parseArgs({ options: { letters: { type: 'string', default: '12000' }, seed: { type: 'string', default: '1' }, keep: { type: 'string' } } });

const folder = values.keep ?? (await mkdtemp(join(tmpdir(), 'layerloom-transfer-')));
const place = (name) => join(folder, name);
const letters = ['--data', `builtin:letters:${values.letters}`];
const always = ['--seed', values.seed, '--threads', '1', '--json'];

/** Starts the program; `each` gets every line of JSON with the moment it came. Resolves with all of them. */
function run(args) {
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = [];
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const parts = (rest + text).split('\n');
      rest = parts.pop();
      lines.push(...parts.filter(Boolean).map((line) => ({ at: performance.now(), ...JSON.parse(line) })));
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? done(lines) : reject(new Error(`layerloom ${args.join(' ')} ended with ${code}`))));
  });
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Trains, and says how long an epoch with its validation takes and how good the result is on fonts never seen. */
async function train(name, args) {
  process.stderr.write(`${name}\n`);
  const events = await run(['train', ...args, ...always, '--out', place(name)]);
  const begun = events.find(({ event }) => event === 'start').at;
  const features = events.findLast(({ event }) => event === 'features');
  const epochs = events.filter(({ event }) => event === 'epoch');
  const moments = [features?.at ?? begun, ...epochs.map(({ at }) => at)];
  const { valAccuracy, valLoss } = events.at(-1);
  const [test] = [await run(['evaluate', place(name), ...letters, '--part', 'test', '--json'])].flat();
  return {
    epochs: epochs.length,
    secondsPerEpoch: median(epochs.map((_, index) => (moments[index + 1] - moments[index]) / 1000)),
    ...(features && { features: { state: features.state, seconds: (features.at - begun) / 1000, megabytes: (features.bytes ?? 0) / 1e6 } }),
    validation: { accuracy: valAccuracy, loss: valLoss },
    test: { accuracy: test.accuracy, loss: test.loss },
  };
}

process.stderr.write('base\n');
await run(['train', 'vgg-small', '--data', 'builtin:digits:6000', '--epochs', '3', ...always, '--out', place('base')]);
const head = await train('head', ['vgg-small', ...letters, '--epochs', '4', '--init', place('base'), '--freeze', 'conv*']);
const uncached = await train('uncached', ['vgg-small', ...letters, '--epochs', '1', '--init', place('base'), '--freeze', 'conv*', '--no-feature-cache']);
const fine = await train('fine', [join(place('head'), 'document.loom'), ...letters, '--epochs', '2', '--init', place('head'), '--unfreeze', '**', '--lr-scale', 'conv*=0.3', '--lr', '0.0002', '--schedule', 'cosine']);
const full = await train('full', ['vgg-small', ...letters, '--epochs', '4']);

const result = {
  machine: { processor: cpus()[0]?.model, threads: 1, load: loadavg()[0] },
  letters: Number(values.letters),
  head, uncached, fine, full,
  speedup: full.secondsPerEpoch / head.secondsPerEpoch,
};
await writeFile(RESULTS, `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
if (!values.keep) await rm(folder, { recursive: true, force: true });
