/** Folders with everything above them. */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder, or leaves it as it is. Rejects with the system's error, put right where it would puzzle a person: Node
 * reports a read-only file system as a missing folder, and a file in the way as something that exists.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw Object.assign(new Error('ENOTDIR'), { code: 'ENOTDIR' });
    // Made by itself, the first folder that is missing fails for the true reason.
    if (code === 'ENOENT') await mkdir(await firstMissing(path));
    throw error;
  }
}

async function firstMissing(path: string): Promise<string> {
  const above = dirname(path);
  const isThere = above === path || (await stat(above).then(() => true, () => false));
  return isThere ? path : firstMissing(above);
}
