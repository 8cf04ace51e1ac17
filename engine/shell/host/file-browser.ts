/** Looking through the granted folders, where there is no dialog of the system. */
import { mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { explaining } from '../../files/file-problem';
import type { FileEntry, FileListing } from '../protocol/files';
import type { Grants } from './grants';

/** A folder of a million pictures is chosen, not read. */
const MAX_ENTRIES = 2000;
/** Looked at together. */
const STATS_AT_ONCE = 32;

const byName = new Intl.Collator(undefined, { numeric: true }).compare;

export async function listFolder(grants: Grants, path: string, endings: readonly string[] = []): Promise<FileListing> {
  const folder = await grants.allow(path);
  const all = await explaining(path, 'read', () => readdir(folder, { withFileTypes: true }));
  const shown = all.filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isSymbolicLink() || hasEnding(entry.name, endings)));
  const sorted = shown.sort((a, b) => Number(b.isDirectory()) - Number(a.isDirectory()) || byName(a.name, b.name)).slice(0, MAX_ENTRIES);
  const entries: FileEntry[] = [];
  for (let at = 0; at < sorted.length; at += STATS_AT_ONCE) {
    const found = await Promise.all(sorted.slice(at, at + STATS_AT_ONCE).map(({ name }) => describe(name, join(folder, name))));
    entries.push(...found.flatMap((entry) => (entry && (entry.kind === 'folder' || hasEnding(entry.name, endings)) ? [entry] : [])));
  }
  return { path: folder, entries, more: shown.length - sorted.length, ...(!grants.isRoot(folder) && { parent: dirname(folder) }) };
}

export async function makeNewFolder(grants: Grants, path: string): Promise<string> {
  const folder = await grants.allow(path);
  await explaining(path, 'created', () => mkdir(folder));
  return folder;
}

/** What is gone or may not be looked at is left out. */
async function describe(name: string, path: string): Promise<FileEntry | undefined> {
  const info = await stat(path).catch(() => undefined);
  if (!info) return undefined;
  const changedAt = info.mtime.toISOString();
  if (info.isDirectory()) return { name, path, kind: 'folder', changedAt };
  return info.isFile() ? { name, path, kind: 'file', bytes: info.size, changedAt } : undefined;
}

function hasEnding(name: string, endings: readonly string[]): boolean {
  return endings.length === 0 || endings.some((ending) => name.toLowerCase().endsWith(ending.toLowerCase()));
}
