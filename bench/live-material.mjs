/** What Chromium's fake camera shows, and a network for it, made by the generators of the engine. */
import { build } from 'esbuild';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SECONDS = 6;

/** Writes `folder`/clip.y4m, objects that drift for six seconds; returns its path and the text of a detector for pictures of this size. */
export async function liveMaterial(folder, { size, rate, seed = 1 }) {
  const outfile = join(folder, 'clip.mjs');
  await build({
    entryPoints: [join(dirname(fileURLToPath(import.meta.url)), 'live-clip.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const { movingClip, detectorText } = await import(pathToFileURL(outfile).href);
  const clip = join(folder, 'clip.y4m');
  writeFileSync(clip, movingClip(seed, size, SECONDS, rate));
  return { clip, network: detectorText(size) };
}
