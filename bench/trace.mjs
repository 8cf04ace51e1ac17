/**
 * npm run bench:trace [-- --openings 6 --save]
 *
 * Opens a trace of ResNet-18 and of two networks of 50 layers, each in a process of its own, and goes through every box with
 * the numbers and formulas that the window asks for. `--save` writes bench/results/<date>-<machine>-trace.json.
 */
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { saveResults } from './results.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: { openings: { type: 'string', default: '6' }, save: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const outfile = join(folder, 'dist/trace.mjs');

if (options.only === undefined) await measureAll();
else {
  const { NETWORKS, timeTrace } = await import(pathToFileURL(outfile).href);
  console.log(JSON.stringify(await timeTrace(NETWORKS[options.only](), Number(options.openings))));
}

async function measureAll() {
  await build({ entryPoints: [join(folder, 'trace.ts')], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'warning' });
  const { NETWORKS } = await import(pathToFileURL(outfile).href);
  const timings = Object.keys(NETWORKS).map((name) => JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), '--only', name, '--openings', options.openings], { encoding: 'utf8' })));
  console.table(Object.fromEntries(timings.map(({ network, values, firstOpen, firstOpenProcessor, open }) => [network, { values, 'first opening, ms': firstOpen, 'processor, ms': firstOpenProcessor, 'later ones, ms': open }])));
  for (const [title, key] of [['a step, ms', 'step'], ['a step, ms of the processor', 'stepProcessor']]) {
    console.log(title);
    console.table(Object.fromEntries(timings.map((timing) => [timing.network, timing[key]])));
  }
  if (options.save) saveResults('trace', { openings: Number(options.openings), timings });
}
