/** Whether a build is newer than all it was made from, replacing its files, and building one at a time. */
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LOCK = join(ROOT, 'dist', 'build.lock');

/** Whether the outputs are there and no source has changed; `needed` are sources that the stamp must know. */
export async function isFresh(stamp, needed = []) {
  try {
    const { outputs, sources } = JSON.parse(await readFile(stamp, 'utf8'));
    if (needed.some((path) => !(path in sources))) return false;
    await Promise.all(outputs.map((path) => stat(join(ROOT, path))));
    const fresh = await Promise.all(Object.entries(sources).map(async ([path, known]) => (await mark(path)) === known));
    return fresh.every(Boolean);
  } catch {
    return false;
  }
}

/** The stamp goes last: without it, what stands there counts as unfinished. Paths are from the root. */
export async function writeStamp(stamp, { outputs, sources, startedAt }) {
  const marks = await Promise.all(sources.map(async (path) => [path, await mark(path, startedAt)]));
  await replaceFile(stamp, JSON.stringify({ outputs, sources: Object.fromEntries(marks) }));
}

/** What tells one version of a source from the next. A file changed after the build began counts as unknown. */
async function mark(path, startedAt = Infinity) {
  const { mtimeMs, size } = await stat(join(ROOT, path));
  return mtimeMs >= startedAt ? 'changed while building' : `${mtimeMs} ${size}`;
}

export async function replaceFile(path, contents) {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, contents);
  await rename(temporary, path);
}

/** One build at a time: two that interleave could leave files of both. */
export async function withLock(work) {
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
