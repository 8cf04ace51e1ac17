/**
 * npm run bench:import [-- --nodes 5000 --save]
 *
 * Opens generated ONNX models of so many nodes, named as exporters do and not at all, and works out the sizes of every layer:
 * what stands between choosing a file and seeing it. The goal is 2 s. `--save` writes bench/results/<date>-<machine>-import.json.
 */
import { build } from 'esbuild';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { saveResults } from './results.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({ options: { nodes: { type: 'string', default: '5000' }, save: { type: 'boolean', default: false } } });
const outfile = join(folder, 'dist/import-models.mjs');
await build({ entryPoints: [join(folder, 'import-models.ts')], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'warning' });
const { timeImport } = await import(pathToFileURL(outfile).href);
const timings = {};
// The second time of each, with the program compiled: a window that is open has been there before.
for (const naming of ['flat', 'modules']) for (const turn of ['first', 'again']) timings[`${naming}, ${turn}`] = await timeImport(Number(options.nodes), naming);
const rounded = Object.entries(timings).map(([name, timing]) => [name, Object.fromEntries(Object.entries(timing).map(([key, value]) => [key, Math.round(value)]))]);
console.table(Object.fromEntries(rounded));
if (options.save) saveResults('import', { timings });
