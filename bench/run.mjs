/**
 * npm run bench [-- --cases mlp,lenet5 --threads 1,2 --seconds 1 --rounds 2 --peers torch,tfjs,jax --limit 60]
 *
 * Times one training step of every case, ours and every peer in turns within one run, prints the table and writes
 * bench/results/<date>-<machine>-steps.json.
 */
import { build } from 'esbuild';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { saveResults } from './results.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8'));
const { values: options } = parseArgs({
  options: {
    cases: { type: 'string', default: Object.keys(cases).join(',') },
    threads: { type: 'string', default: '1,2' },
    seconds: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '2' },
    peers: { type: 'string', default: 'torch,tfjs,jax' },
    limit: { type: 'string', default: '60' },
  },
});

/** A Python that imports torch: the one on PATH may be another than Debian's. */
function findTorch() {
  for (const python of ['python3', '/usr/bin/python3', '/usr/local/bin/python3', 'python']) {
    try {
      execFileSync(python, ['-c', 'import torch'], { stdio: 'ignore' });
      return python;
    } catch {
      // Not installed, or without torch: try the next one.
    }
  }
  return undefined;
}

async function findOurs() {
  const source = join(folder, 'ours.ts');
  if (!existsSync(source)) return { missing: 'ours: not available yet (bench/ours.ts is missing)' };
  const outfile = join(folder, 'dist/ours-main.mjs');
  const entry = `import { runCase } from './ours';
    const [name, threads, seconds] = process.argv.slice(2);
    const timing = await runCase(${JSON.stringify(folder)}, name, Number(threads), Number(seconds));
    console.log(JSON.stringify({ case: name, threads: Number(threads), ...timing }));
    process.exit(0);`;
  await build({
    stdin: { contents: entry, resolveDir: folder, loader: 'ts' },
    outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external',
  });
  return { command: [process.execPath, outfile] };
}

/** Each runner is a command that takes CASE THREADS SECONDS, or says why it is missing. */
async function findRunners() {
  const wanted = new Set(options.peers.split(','));
  const runners = { ours: await findOurs() };
  const torch = wanted.has('torch') ? findTorch() : undefined;
  if (torch) runners.torch = { command: [torch, join(folder, 'peers/torch-steps.py')] };
  else if (wanted.has('torch')) runners.torch = { missing: 'torch: no python3 with PyTorch (apt-get install python3-torch libopenblas0-pthread)' };
  const scripts = { tfjs: ['@tensorflow/tfjs', 'tfjs-steps.mjs'], jax: ['@jax-js/jax', 'jax-steps.mjs'] };
  for (const [name, [dependency, script]] of Object.entries(scripts)) {
    if (!wanted.has(name)) continue;
    const installed = existsSync(join(folder, 'peers/node_modules', dependency));
    runners[name] = installed
      ? { command: [process.execPath, join(folder, 'peers', script)] }
      : { missing: `${name}: not installed (run \`npm install\` in bench/peers)` };
  }
  return runners;
}

/** One child process, ended after the limit; resolves to its result or to `{failed}`. */
function runOnce(command, name, threads) {
  return new Promise((resolve) => {
    const [file, ...args] = command;
    const child = spawn(file, [...args, name, String(threads), options.seconds], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, Number(options.limit) * 1000);
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (errors += text));
    child.on('close', () => {
      clearTimeout(timer);
      const line = output.split('\n').findLast((text) => text.startsWith('{'));
      if (line) resolve(JSON.parse(line));
      else resolve({ failed: late ? `> ${options.limit} s` : (errors.match(/^\w*Error.*$/m)?.[0] ?? 'failed') });
    });
  });
}

function runtimeVersion() {
  const require = createRequire(import.meta.url);
  return JSON.parse(readFileSync(join(dirname(require.resolve('onnxruntime-node')), '../package.json'), 'utf8')).version;
}

const geometricMean = (numbers) => Math.exp(numbers.reduce((sum, number) => sum + Math.log(number), 0) / numbers.length);
const best = (results, measure) => results.filter((result) => result[measure]).sort((a, b) => a[measure] - b[measure])[0];

/** `measure` is medianMs, or cpuMs: the processor time of one thread, which other jobs on the machine disturb less. */
function table(results, names, title, measure) {
  const lines = [`| ${title} | ${names.join(' | ')} | ours against PyTorch |`, `|---|${names.map(() => '---|').join('')}---|`];
  const ratios = [];
  for (const name of options.cases.split(',')) {
    const cells = names.map((runner) => {
      const all = results.filter((result) => result.runner === runner && result.case === name);
      const fastest = best(all, measure);
      return fastest ? `${fastest[measure].toFixed(2)} (${fastest.threads} t)` : (all[0]?.failed ?? '');
    });
    const [ours, torch] = ['ours', 'torch'].map((runner) => best(results.filter((result) => result.runner === runner && result.case === name), measure));
    const ratio = ours && torch ? torch[measure] / ours[measure] : undefined;
    if (ratio) ratios.push(ratio);
    lines.push(`| ${name} | ${cells.join(' | ')} | ${ratio ? `${ratio.toFixed(2)}×` : ''} |`);
  }
  if (ratios.length > 0) lines.push(`| geometric mean | ${names.map(() => '').join(' | ')} | ${geometricMean(ratios).toFixed(2)}× |`);
  return lines.join('\n');
}

const runners = await findRunners();
for (const { missing } of Object.values(runners)) if (missing) console.log(missing);
const present = Object.entries(runners).filter(([, { command }]) => command);
const results = [];
for (const name of options.cases.split(',')) {
  if (!cases[name]) throw new Error(`There is no case ${name}; there are ${Object.keys(cases).join(', ')}.`);
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const threads of options.threads.split(',').map(Number)) {
      for (const [runner, { command }] of present) {
        // A case that failed once fails again: do not wait for it twice.
        if (results.some((result) => result.runner === runner && result.case === name && result.failed)) continue;
        const result = { runner, case: name, threads, round, ...(await runOnce(command, name, threads)) };
        results.push(result);
        console.error(`${name}, ${threads} threads, ${runner}: ${result.failed ?? `${result.medianMs.toFixed(2)} ms`}`);
      }
    }
  }
}
if (results.some(({ blas }) => blas && /\/blas\/libblas/.test(blas))) {
  console.log('PyTorch runs on the slow reference BLAS: apt-get install libopenblas0-pthread for a fair comparison.');
}
const names = present.map(([runner]) => runner);
console.log(table(results, names, 'one training step, ms', 'medianMs'));
const single = results.filter(({ threads }) => threads === 1);
const timed = names.filter((runner) => single.some((result) => result.runner === runner && result.cpuMs));
if (timed.length > 0) console.log(`\n${table(single, timed, 'the same, processor time of one thread', 'cpuMs')}`);
saveResults('steps', { options, results }, { onnxruntime: runtimeVersion() });
