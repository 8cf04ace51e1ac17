/** Walking a folder: every picture by name, without opening any that has a telling extension. */
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dirent } from 'node:fs';
import { warning, type Diagnostic } from '../core/diagnostic';
import { isImage } from './decode/decode-image';
import { looksLikeImage, unsupportedImageKind } from './decode/formats';
import { count, note, some } from './findings';

export interface ListedFolder {
  /** Path below the root with `/` between names; empty for the root itself. */
  readonly path: string;
  /** Picture files in it, sorted. */
  readonly files: readonly string[];
}

export interface Listing {
  /** Folders that hold pictures, sorted by path. */
  readonly folders: readonly ListedFolder[];
  readonly findings: readonly Diagnostic[];
}

const IGNORED = new Set(['thumbs.db', 'ehthumbs.db', 'desktop.ini', '__macosx', '@eadir', '$recycle.bin', 'system volume information']);

/** Left behind by operating systems; never data. */
function isIgnored(name: string): boolean {
  return name.startsWith('.') || IGNORED.has(name.toLowerCase());
}

/** Lists a folder at any depth. Folders reached twice through links are read once. */
export async function listImages(root: string): Promise<Listing> {
  const walk = new Walk(root);
  await walk.run();
  return walk.result();
}

class Walk {
  private readonly folders: ListedFolder[] = [];
  private readonly seen = new Set<string>();
  private readonly pending = [''];
  /** Links wait until all real folders are read, so that a picture is listed under its real path. */
  private readonly links: string[] = [];
  private readonly unsupported = new Map<string, string[]>();
  private readonly others: string[] = [];
  private readonly repeated: string[] = [];
  private readonly closed: string[] = [];

  constructor(private readonly root: string) {}

  async run(): Promise<void> {
    for (let next = this.take(); next !== undefined; next = this.take()) await this.readFolder(next);
  }

  private take(): string | undefined {
    return this.pending.pop() ?? this.links.pop();
  }

  private async readFolder(path: string): Promise<void> {
    let entries: Dirent[];
    try {
      const real = await realpath(join(this.root, path));
      if (this.seen.has(real)) {
        this.repeated.push(path);
        return;
      }
      this.seen.add(real);
      entries = await readdir(real, { withFileTypes: true });
    } catch {
      this.closed.push(path);
      return;
    }
    // In name order, so that of several links to one folder always the same is followed.
    entries.sort((a, b) => (a.name < b.name ? 1 : -1));
    const files: string[] = [];
    for (const entry of entries) {
      if (isIgnored(entry.name)) continue;
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      const kind = entry.isSymbolicLink() ? await this.followLink(below) : entry;
      if (kind?.isDirectory()) (entry.isSymbolicLink() ? this.links : this.pending).push(below);
      else if (kind?.isFile() && (await this.isPicture(entry.name, below))) files.push(entry.name);
    }
    if (files.length > 0) this.folders.push({ path, files: files.sort() });
  }

  private async followLink(path: string) {
    try {
      return await stat(join(this.root, path));
    } catch {
      this.closed.push(path);
      return undefined;
    }
  }

  private async isPicture(name: string, path: string): Promise<boolean> {
    if (looksLikeImage(name)) return true;
    const kind = unsupportedImageKind(name);
    if (kind) {
      const files = this.unsupported.get(kind);
      if (files) files.push(path);
      else this.unsupported.set(kind, [path]);
    } else if (!name.includes('.') && (await this.beginsLikePicture(path))) return true;
    else this.others.push(path);
    return false;
  }

  private async beginsLikePicture(path: string): Promise<boolean> {
    const file = await open(join(this.root, path)).catch(() => undefined);
    if (!file) return false;
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(32), 0, 32, 0);
      return isImage(buffer.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  }

  result(): Listing {
    const findings: Diagnostic[] = [];
    for (const [kind, files] of this.unsupported) {
      findings.push(warning('image-format-unsupported', `${count(files.length, `${kind} file`)} cannot be read and ${files.length === 1 ? 'is' : 'are'} left out: ${some(files)}.`, {
        remedy: 'Convert to JPEG or PNG.',
      }));
    }
    if (this.others.length > 0) findings.push(note('not-an-image', `${count(this.others.length, 'file')} that are not pictures are ignored: ${some(this.others)}.`));
    if (this.repeated.length > 0) findings.push(note('folder-linked-twice', `${count(this.repeated.length, 'linked folder')} had been read already: ${some(this.repeated)}.`));
    if (this.closed.length > 0) {
      findings.push(warning('folder-unreadable', `${count(this.closed.length, 'folder or link', 'folders or links')} cannot be opened: ${some(this.closed)}.`, { remedy: 'Check the permissions, or remove the broken links.' }));
    }
    return { folders: this.folders.sort((a, b) => (a.path < b.path ? -1 : 1)), findings };
  }
}
