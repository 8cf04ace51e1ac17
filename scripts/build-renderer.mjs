/** Bundles the window to dist/renderer with Vite, and swaps the folder in one step: a page that loads meanwhile gets all of the old or all of the new. */
import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isFresh, ROOT, withLock, writeStamp } from './freshness.mjs';

const SOURCE = join(ROOT, 'renderer');
const OUT = join(ROOT, 'dist', 'renderer');
/** Beside the folder, which is served. */
const STAMP = join(ROOT, 'dist', 'renderer.json');
const CONFIG = join(SOURCE, 'vite.config.mts');
const SETTINGS = ['scripts/build-renderer.mjs', 'scripts/freshness.mjs', 'package-lock.json'];

/** Builds where a source is newer or the output is missing; returns whether it built. */
export async function ensureRendererBuilt() {
  if (!existsSync(CONFIG) || (await isFresh(STAMP))) return false;
  return withLock(async () => {
    if (await isFresh(STAMP)) return false;
    await buildRenderer();
    return true;
  });
}

/** Under the lock of the caller. */
export async function buildRenderer() {
  const { build } = await import('vite');
  // Vite reads the kind of build here and sets it only where it is missing. Tests run as “test”, which would bundle the development
  // form of React: five times the work for every click.
  process.env.NODE_ENV = 'production';
  const startedAt = Date.now();
  const made = `${OUT}-${process.pid}.tmp`;
  try {
    const result = await build({ root: SOURCE, configFile: CONFIG, build: { outDir: made, emptyOutDir: true }, logLevel: 'error' });
    const modules = [result].flat().flatMap(({ output }) => output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : [])));
    await replaceFolder(made);
    await writeStamp(STAMP, { outputs: ['dist/renderer/index.html'], sources: [...new Set([...modules.flatMap(ownSource), ...(await windowFiles()), ...SETTINGS])], startedAt });
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

/** Styles, pictures and the page itself are no modules of a chunk, so all files of the window count. */
async function windowFiles() {
  const entries = await readdir(SOURCE, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)));
}

/** The path from the root of a module that is a file of this repository. */
function ownSource(id) {
  const path = relative(ROOT, id.split('?')[0]);
  const isOwn = !id.startsWith('\0') && !path.startsWith('..') && !path.split(sep).includes('node_modules') && existsSync(join(ROOT, path));
  return isOwn ? [path] : [];
}

async function replaceFolder(made) {
  const old = `${OUT}-${process.pid}.old`;
  await rename(OUT, old).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(made, OUT);
  await rm(old, { recursive: true, force: true });
}
