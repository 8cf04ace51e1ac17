/**
 * node bench/proposals.mjs [--pictures 100 --counts 64,100,173 --ways 2,4 --scales 50,100]
 *
 * How many objects of unseen built-in scenes are overlapped by half by a box of a selective search, and by sliding windows.
 */
import { build } from 'esbuild';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const folder = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: { pictures: { type: 'string', default: '100' }, counts: { type: 'string', default: '64,100,173' }, ways: { type: 'string', default: '2' }, scales: { type: 'string', default: '50' } },
});
const list = (text) => text.split(',').map(Number);
const outfile = join(folder, 'dist/proposals.mjs');
await build({ entryPoints: [join(folder, 'proposals.ts')], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'warning' });
const { recalls } = await import(pathToFileURL(outfile).href);
const searches = list(options.scales).flatMap((scale) => list(options.ways).flatMap((ways) => list(options.counts).map((count) => ({ count, scale, ways, leastSide: 4 }))));
const percent = (share) => `${(share * 100).toFixed(0)} %`;
console.log('| boxes | per picture | of all | under 32×32 | larger | mean of the best overlaps | processor ms |\n|---|---:|---:|---:|---:|---:|---:|');
for (const { name, boxes, all, small, large, meanOverlap, milliseconds } of await recalls(Number(options.pictures), searches)) {
  console.log(`| ${name} | ${boxes.toFixed(0)} | ${percent(all)} | ${percent(small)} | ${percent(large)} | ${meanOverlap.toFixed(2)} | ${milliseconds.toFixed(0)} |`);
}
