/** What a camera records: folders of the application that grow while somebody records. */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail } from '../../core/diagnostic';
import { compareNames } from '../../data/name-order';
import { unsafeNameReason } from '../../files/archive-name';
import { writeFileAtomically } from '../../files/atomic-write';
import { explaining } from '../../files/file-problem';
import type { CapturedClass } from '../protocol/captures';
import { freshFolder } from './fresh-folder';
import type { Grants } from './grants';

export class Captures {
  constructor(private readonly grants: Grants, private readonly home: string) {}

  async start(name: string): Promise<{ folder: string }> {
    return { folder: await freshFolder(this.home, name) };
  }

  async add(folder: string, path: string, bytes: Uint8Array): Promise<{ file: string }> {
    const file = await this.below(folder, path);
    // A picture is written once, tables of the folder itself again and again: those must never be half there.
    if (!path.includes('/')) await writeFileAtomically(file, [bytes]);
    else {
      await explaining(file, 'written', async () => {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, bytes);
      });
    }
    return { file };
  }

  async read(folder: string, path: string): Promise<{ bytes: Uint8Array }> {
    const file = await this.below(folder, path);
    return { bytes: new Uint8Array(await explaining(file, 'read', () => readFile(file))) };
  }

  async remove(folder: string, paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      const target = await this.below(folder, path);
      await explaining(target, 'written', () => rm(target, { recursive: true, force: true }));
    }
  }

  async rename(folder: string, from: string, to: string): Promise<void> {
    const [source, target] = [await this.below(folder, from), await this.below(folder, to)];
    if (await stat(target).catch(() => undefined)) fail('class-exists', `There is already a class “${to}”.`, { found: to, remedy: 'Choose another name.' });
    // A class without pictures has no folder yet.
    if (await stat(source).catch(() => undefined)) await explaining(source, 'written', () => rename(source, target));
  }

  async list(folder: string): Promise<readonly CapturedClass[]> {
    const root = await this.allowed(folder);
    const entries = await explaining(root, 'read', () => readdir(root, { withFileTypes: true }));
    const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name).sort(compareNames);
    return Promise.all(names.map(async (name) => ({ name, pictures: (await readdir(join(root, name))).filter((file) => !file.startsWith('.')).sort() })));
  }

  private async below(folder: string, path: string): Promise<string> {
    const reason = unsafeNameReason(path);
    if (reason !== undefined) fail('unsafe-name', `“${path}” cannot be a name here: ${reason}.`, { found: path, remedy: 'Choose another name.' });
    return this.grants.allow(join(await this.allowed(folder), ...path.split('/')));
  }

  /** Only folders that recording made: deleting must not reach anything else. */
  private async allowed(folder: string): Promise<string> {
    const real = await this.grants.allow(folder);
    if (dirname(real) !== this.home) fail('not-a-capture', `${folder} was not recorded with LayerLoom, so it is not changed.`, { file: folder, expected: `a folder in ${this.home}` });
    return real;
  }
}
