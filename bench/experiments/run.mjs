/** node bench/experiments/run.mjs NAME [THREADS]: bundles one experiment and runs it on 1,2 threads; JSON lines on standard output. */
import { build } from 'esbuild';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const outfile = join(folder, `../dist/${process.argv[2]}.mjs`);
await build({
  entryPoints: [join(folder, `${process.argv[2]}.ts`)],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
});
await import(pathToFileURL(outfile).href);
