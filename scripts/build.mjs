/**
 * Bundles the engine to dist/engine: one self-contained file per process or thread, so that replacing a file is one rename
 * and a running engine never meets half of a newer build. `node scripts/build.mjs` always builds; `ensureBuilt()` only
 * where a source has changed.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OUT = join(ROOT, 'dist', 'engine');
const STAMP = join(OUT, 'build.json');
const LOCK = join(ROOT, 'dist', 'build.lock');
const ENTRIES = ['engine/worker/supervisor.ts', 'engine/worker/compute-host.ts', 'engine/data/worker/data-worker.ts', 'engine/shell/host/data-desk-thread.ts', 'engine/cli/main.ts'].filter((entry) => existsSync(join(ROOT, entry)));
/** Not read by esbuild as sources, yet what comes out depends on them. */
const SETTINGS = ['scripts/build.mjs', 'package-lock.json', 'tsconfig.json'];

/** Builds where the output is missing or any of its sources has changed; returns whether it built. */
export async function ensureBuilt() {
  if (await isFresh()) return false;
  return withLock(async () => {
    // Another process may have built while this one waited.
    if (await isFresh()) return false;
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
  const sources = await Promise.all([...Object.keys(metafile.inputs), ...SETTINGS].map(async (path) => [path, await mark(path, startedAt)]));
  const outputs = outputFiles.map(({ path }) => relative(ROOT, path));
  // The stamp goes last: without it, what stands there counts as unfinished.
  await replaceFile(STAMP, JSON.stringify({ outputs, sources: Object.fromEntries(sources) }));
}

async function isFresh() {
  try {
    const { outputs, sources } = JSON.parse(await readFile(STAMP, 'utf8'));
    if (ENTRIES.some((entry) => !(entry in sources))) return false;
    await Promise.all(outputs.map((path) => stat(join(ROOT, path))));
    const fresh = await Promise.all(Object.entries(sources).map(async ([path, known]) => (await mark(path)) === known));
    return fresh.every(Boolean);
  } catch {
    return false;
  }
}

/** What tells one version of a source from the next. A file changed after the build began counts as unknown. */
async function mark(path, startedAt = Infinity) {
  const { mtimeMs, size } = await stat(join(ROOT, path));
  return mtimeMs >= startedAt ? 'changed while building' : `${mtimeMs} ${size}`;
}

async function replaceFile(path, contents) {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, contents);
  await rename(temporary, path);
}

/** One build at a time: two that interleave could leave files of both. */
async function withLock(work) {
  await mkdir(dirname(LOCK), { recursive: true });
  while (!(await takeLock())) {
    const owner = Number(await readFile(LOCK, 'utf8').catch(() => ''));
    if (owner > 0 && !isAlive(owner)) await rm(LOCK, { force: true });
    await sleep(50);
  }
  try {
    return await work();
  } finally {
    await rm(LOCK, { force: true });
  }
}

async function takeLock() {
  try {
    const file = await open(LOCK, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await withLock(build);
