/** npm run bench:trace: opening a trace of ResNet-18, and stepping through it and a network of 50 layers. */
import { build } from 'esbuild';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const outfile = join(folder, 'dist/trace.mjs');
await build({ entryPoints: [join(folder, 'trace.ts')], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'warning' });
await import(pathToFileURL(outfile).href);
