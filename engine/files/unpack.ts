/**
 * Opens a `.loomz` file that may come from anyone. Nothing is written outside the folder, nothing there is replaced
 * unasked, and until everything has been read and checked all of it stands in a folder of its own that goes on failure.
 */
import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail } from '../core/diagnostic';
import { Archive, ARCHIVE_LIMITS, type ArchiveLimits } from './archive';
import { explaining } from './file-problem';
import { MANIFEST_NAME, readManifest, type PackContents } from './pack-manifest';

export interface UnpackOptions {
  /** Replaces files that are already there. */
  readonly force?: boolean;
  readonly limits?: ArchiveLimits;
}

export interface Unpacked {
  /** The path of the document, ready to open. */
  readonly document: string;
  readonly contents: PackContents;
  readonly files: number;
}

const MAX_MANIFEST_BYTES = 1 << 20;

/** Throws LoomError; then `folder` is as it was before. */
export async function unpackDocument(path: string, folder: string, options: UnpackOptions = {}): Promise<Unpacked> {
  const archive = await Archive.open(path, options.limits ?? ARCHIVE_LIMITS);
  try {
    const manifestSize = archive.sizeOf(MANIFEST_NAME);
    if (manifestSize === undefined || manifestSize > MAX_MANIFEST_BYTES) fail('not-a-pack', `${path} is not a LayerLoom pack.`, { file: path });
    const contents = readManifest(await archive.readAll(MANIFEST_NAME), path);
    if (archive.sizeOf(contents.document) === undefined) fail('not-a-pack', `${path} is damaged: the document "${contents.document}" is not in it.`, { file: path });
    const names = archive.list().flatMap(({ name }) => (name === MANIFEST_NAME ? [] : name));
    await extract(archive, names, folder, options.force ?? false);
    return { document: join(folder, contents.document), contents, files: names.length };
  } finally {
    archive.close();
  }
}

async function extract(archive: Archive, names: readonly string[], folder: string, force: boolean): Promise<void> {
  const isNew = (await kindOf(folder)) === undefined;
  const staging = join(folder, `.unpacking-${randomBytes(6).toString('hex')}`);
  try {
    await checkTargets(folder, names, force);
    await explaining(folder, 'created', () => mkdir(staging, { recursive: true }));
    for (const name of names) await extractFile(archive, name, join(staging, name), join(folder, name));
    for (const name of names) {
      const target = join(folder, name);
      await explaining(target, 'written', async () => {
        await mkdir(dirname(target), { recursive: true });
        await rename(join(staging, name), target);
      });
    }
  } finally {
    await rm(staging, { recursive: true, force: true });
    // Only succeeds where nothing was unpacked into it.
    if (isNew) await rmdir(folder).catch(() => undefined);
  }
}

/** `wx`, so that names that only this file system takes for the same (`a`, `A`) do not overwrite each other. */
async function extractFile(archive: Archive, name: string, staged: string, target: string): Promise<void> {
  await explaining(target, 'written', async () => {
    await mkdir(dirname(staged), { recursive: true });
    const handle = await open(staged, 'wx');
    try {
      for await (const chunk of archive.read(name)) await handle.writeFile(chunk);
    } finally {
      await handle.close();
    }
  });
}

type Kind = 'file' | 'folder' | 'link';

async function kindOf(path: string): Promise<Kind | undefined> {
  const found = await lstat(path).catch(() => undefined);
  if (!found) return undefined;
  return found.isSymbolicLink() ? 'link' : found.isDirectory() ? 'folder' : 'file';
}

/** Refuses what is in the way: existing files, and links inside the folder, which could lead out of it. */
async function checkTargets(folder: string, names: readonly string[], force: boolean): Promise<void> {
  const checked = new Set<string>();
  for (const name of names) {
    const parts = name.split('/');
    for (let length = 1; length < parts.length; length++) {
      const parent = parts.slice(0, length).join('/');
      if (checked.has(parent)) continue;
      checked.add(parent);
      const kind = await kindOf(join(folder, parent));
      if (kind !== undefined && kind !== 'folder') refuse(join(folder, parent), kind === 'link' ? 'a link, which could lead out of the folder' : 'a file where a folder is needed');
    }
    const kind = await kindOf(join(folder, name));
    if (kind === 'folder') refuse(join(folder, name), 'a folder where a file is needed');
    if (kind !== undefined && !force) {
      fail('file-exists', `${join(folder, name)} already exists.`, { file: join(folder, name), remedy: 'Choose another folder, or say that files may be replaced.' });
    }
  }
}

function refuse(path: string, reason: string): never {
  fail('unpack-target', `${path} is ${reason}.`, { file: path, remedy: 'Choose another folder.' });
}
