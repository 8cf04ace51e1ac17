/** All files below a folder, in the order of their names. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { explaining } from './file-problem';

/** What systems leave behind in folders. */
const IGNORED = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini', '__MACOSX', '.git']);

/** Paths relative to `folder`, with `/`. Links are followed, but no folder is entered from inside itself. */
export async function* filesBelow(folder: string): AsyncGenerator<string> {
  yield* walk(folder, '', []);
}

async function* walk(root: string, prefix: string, around: readonly string[]): AsyncGenerator<string> {
  const folder = join(root, prefix);
  const real = await explaining(folder, 'read', () => realpath(folder));
  if (around.includes(real)) return;
  const entries = await explaining(folder, 'read', () => readdir(folder, { withFileTypes: true }));
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (IGNORED.has(entry.name)) continue;
    const path = prefix + entry.name;
    const kind = entry.isSymbolicLink() ? await explaining(join(root, path), 'read', () => stat(join(root, path))) : entry;
    if (kind.isDirectory()) yield* walk(root, `${path}/`, [...around, real]);
    else if (kind.isFile()) yield path;
  }
}
