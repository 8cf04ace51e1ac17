/** New folders named after something a person has named. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { explaining } from '../../files/file-problem';
import { makeFolder } from '../../files/make-folder';

/** Makes `NAME-1` in `parent`, or with the first number that is free; two callers never get the same. */
export async function freshFolder(parent: string, name: string): Promise<string> {
  const plain = fileName(name);
  await explaining(parent, 'created', () => makeFolder(parent));
  for (let number = 1; ; number++) {
    const folder = join(parent, `${plain}-${number}`);
    if (await made(folder)) return folder;
  }
}

/** The name as every system takes it. */
export function fileName(name: string): string {
  const plain = name.normalize('NFC').replace(/[^\p{L}\p{N}_.-]+/gu, '-').replace(/^[.-]+|[.-]+$/g, '').slice(0, 80);
  return plain === '' ? 'untitled' : plain;
}

async function made(folder: string): Promise<boolean> {
  return explaining(folder, 'created', async () => {
    try {
      await mkdir(folder);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  });
}
