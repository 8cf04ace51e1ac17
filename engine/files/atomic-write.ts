/**
 * Writing a file so that at every moment, power cuts included, either the old or the new content is there in full:
 * a temporary file beside it, fsync, rename, fsync of the folder. In chunks, because Node refuses buffers over 2 GiB.
 */
import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { access, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { explaining } from './file-problem';
import { makeFolder } from './make-folder';

type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** Windows refuses to replace a file that a virus scanner or indexer holds for a moment. */
const BUSY_CODES = new Set(['EPERM', 'EACCES', 'EBUSY']);
const BUSY_DELAYS_MS = [10, 40, 160, 640];

/** Where a link leads, so that the link stays and its target is replaced. */
async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path;
  }
}

async function existing(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch {
    return undefined;
  }
}

async function replace(temporary: string, target: string): Promise<void> {
  for (const delay of process.platform === 'win32' ? BUSY_DELAYS_MS : []) {
    try {
      return await rename(temporary, target);
    } catch (error) {
      if (!BUSY_CODES.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await sleep(delay);
    }
  }
  await rename(temporary, target);
}

/** Makes the rename itself durable. Windows and some network drives cannot, and do not need to, sync a folder. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    return;
  }
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/**
 * Replaces the content of `path`, keeping its permissions, or creates it with its folders. A file marked read-only is
 * refused, though a rename could replace it. Throws LoomError; then the old content stands and no temporary file is left.
 */
export async function writeFileAtomically(path: string, chunks: Chunks): Promise<void> {
  await explaining(path, 'written', async () => {
    const target = await targetOf(path);
    const folder = dirname(target);
    const old = await existing(target);
    if (old?.isDirectory()) throw systemError('EISDIR');
    if (old) await access(target, constants.W_OK);
    await makeFolder(folder);
    const temporary = join(folder, `.${basename(target).slice(0, 200)}.${randomBytes(6).toString('hex')}.tmp`);
    try {
      const handle = await open(temporary, 'wx', 0o666);
      try {
        if (old) await handle.chmod(old.mode & 0o7777);
        for await (const chunk of chunks) await handle.writeFile(chunk);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await replace(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await syncFolder(folder);
  });
}

const TEMPORARY = /^\..+\.[0-9a-f]{12}\.tmp$/;

/** Removes what writers that were killed left in `folder`. Only for a folder that nobody else writes to (a locked run). */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await explaining(folder, 'read', () => readdir(folder));
  for (const name of names) if (TEMPORARY.test(name)) await rm(join(folder, name), { force: true });
}
