/** Bundles Electron's main process and preload script to dist/electron, where package.json names them. Run by itself it always builds. */
import { copyFile, mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isFresh, replaceFile, ROOT, withLock, writeStamp } from './freshness.mjs';

const OUT = join(ROOT, 'dist', 'electron');
const STAMP = join(OUT, 'build.json');
const ICON = 'assets/icons/icon.png';
const SETTINGS = ['scripts/build-electron.mjs', 'scripts/freshness.mjs', 'package-lock.json', 'tsconfig.json', ICON];

/** Builds where the output is missing or any of its sources has changed; returns whether it built. */
export async function ensureElectronBuilt() {
  if (await isFresh(STAMP, ['electron/main.ts'])) return false;
  return withLock(async () => {
    if (await isFresh(STAMP, ['electron/main.ts'])) return false;
    await build();
    return true;
  });
}

async function build() {
  const esbuild = await import('esbuild');
  const startedAt = Date.now();
  const shared = { absWorkingDir: ROOT, bundle: true, outbase: join(ROOT, 'electron'), outdir: OUT, metafile: true, write: false, logLevel: 'error', sourcemap: 'linked', sourcesContent: false };
  const main = await esbuild.build({ ...shared, entryPoints: ['electron/main.ts'], outExtension: { '.js': '.mjs' }, format: 'esm', platform: 'node', target: 'node22', packages: 'external' });
  // In its sandbox it can load Electron and nothing else, so it is one file.
  const preload = await esbuild.build({ ...shared, entryPoints: ['electron/preload.ts'], outExtension: { '.js': '.cjs' }, format: 'cjs', platform: 'browser', target: 'chrome140', external: ['electron'] });
  const outputs = [...main.outputFiles, ...preload.outputFiles];
  for (const { path, contents } of outputs) await replaceFile(path, contents);
  await mkdir(OUT, { recursive: true });
  await copyFile(join(ROOT, ICON), join(OUT, 'icon.png'));
  const sources = [...Object.keys(main.metafile.inputs), ...Object.keys(preload.metafile.inputs), ...SETTINGS];
  await writeStamp(STAMP, { outputs: [...outputs.map(({ path }) => relative(ROOT, path)), 'dist/electron/icon.png'], sources: [...new Set(sources)], startedAt });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await withLock(build);
