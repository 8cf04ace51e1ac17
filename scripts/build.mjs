/**
 * Bundles the engine to dist/engine: one self-contained file per process or thread, so that replacing a file is one rename
 * and a running engine never meets half of a newer build. `node scripts/build.mjs` always builds; `ensureBuilt()` only
 * where a source has changed. The window is built beside it, to dist/renderer.
 */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildRenderer } from './build-renderer.mjs';
import { isFresh, replaceFile, ROOT, withLock, writeStamp } from './freshness.mjs';

export { ensureRendererBuilt } from './build-renderer.mjs';

const OUT = join(ROOT, 'dist', 'engine');
const STAMP = join(OUT, 'build.json');
const ENTRIES = ['engine/worker/supervisor.ts', 'engine/worker/compute-host.ts', 'engine/data/worker/data-worker.ts', 'engine/shell/host/data-desk-thread.ts', 'engine/cli/main.ts'];
/** Not read by esbuild as sources, yet what comes out depends on them. */
const SETTINGS = ['scripts/build.mjs', 'scripts/freshness.mjs', 'package-lock.json', 'tsconfig.json'];

/** Builds where the output is missing or any of its sources has changed; returns whether it built. */
export async function ensureBuilt() {
  if (await isFresh(STAMP, ENTRIES)) return false;
  return withLock(async () => {
    // Another process may have built while this one waited.
    if (await isFresh(STAMP, ENTRIES)) return false;
    await build();
    return true;
  });
}

async function build() {
  const esbuild = await import('esbuild');
  const startedAt = Date.now();
  const { metafile, outputFiles } = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES,
    outbase: join(ROOT, 'engine'),
    outdir: OUT,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  for (const { path, contents } of outputFiles) await replaceFile(path, contents);
  await writeStamp(STAMP, { outputs: outputFiles.map(({ path }) => relative(ROOT, path)), sources: [...Object.keys(metafile.inputs), ...SETTINGS], startedAt });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await withLock(async () => {
    await build();
    // The window comes with the application; an engine alone is built without it.
    if (existsSync(join(ROOT, 'renderer', 'vite.config.mts'))) await buildRenderer();
  });
}
