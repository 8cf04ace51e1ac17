/** One file to hand in or send: a document with what it needs, `.loomz`. `unpack.ts` is its inverse. */
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fail } from '../core/diagnostic';
import type { LoomDocument } from '../document/model';
import { unsafeNameReason } from './archive-name';
import { ArchiveWriter } from './archive-writer';
import { writeFileAtomically } from './atomic-write';
import { resolveDataPath } from './data-location';
import { documentChunks, readDocumentFile } from './document-file';
import { explaining } from './file-problem';
import { filesBelow } from './file-tree';
import { MANIFEST_NAME, writeManifest, type PackContents } from './pack-manifest';

export interface PackOptions {
  /** All data the document refers to, or the files chosen of its data folder (relative to it, with `/`). */
  readonly data?: boolean | readonly string[];
  /** A safetensors file with the trained weights. */
  readonly weights?: string;
  /** A run folder; its record and metrics are packed, its checkpoints are not. */
  readonly run?: string;
  /** Replaces an existing pack. */
  readonly force?: boolean;
}

export interface Packed {
  readonly files: number;
  readonly bytes: number;
}

const RUN_SUMMARY = ['run.json', 'metrics.jsonl'];

/** What goes into the pack: the name there and the file it comes from. */
interface PackedFile {
  readonly name: string;
  readonly path: string;
}

/** Throws LoomError where something chosen is missing or has a name that other systems cannot hold. */
export async function packDocument(documentPath: string, out: string, options: PackOptions = {}): Promise<Packed> {
  if (!options.force && (await exists(out))) {
    fail('file-exists', `${out} already exists.`, { file: out, remedy: 'Choose another name, or say that it may be replaced.' });
  }
  const { document } = await readDocumentFile(documentPath);
  const data = options.data ? await dataFiles(documentPath, document, options.data, resolve(out)) : undefined;
  const weights = options.weights === undefined ? [] : [{ name: 'weights.safetensors', path: options.weights }];
  const run = options.run === undefined ? [] : await runFiles(options.run);
  // With this ending it cannot clash with anything else in the pack.
  const name = documentPath.endsWith('.loom') ? basename(documentPath) : `${basename(documentPath)}.loom`;
  const contents: PackContents = {
    document: name,
    ...(data && { data: data.root }),
    ...(weights.length > 0 && { weights: weights[0]!.name }),
    ...(run.length > 0 && { run: run.map((file) => file.name) }),
  };
  const files = [...(data?.files ?? []), ...weights, ...run];
  for (const file of files) await explaining(file.path, 'read', () => stat(file.path));
  for (const packed of [name, ...files.map((file) => file.name)]) requireSafeName(packed);

  const archive = new ArchiveWriter();
  archive.addBytes(MANIFEST_NAME, [writeManifest(contents)]);
  archive.addBytes(name, documentChunks(data ? withDataAt(document, data.root) : document));
  for (const file of files) archive.addFile(file.name, file.path);
  await writeFileAtomically(out, archive.chunks());
  return { files: files.length + 2, bytes: (await stat(out)).size };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function requireSafeName(name: string): void {
  const reason = unsafeNameReason(name);
  if (reason) fail('pack-name', `"${name}" cannot be packed: ${reason}.`, { file: name, remedy: 'Rename it.' });
}

/** The document as it finds its data inside the pack. */
function withDataAt(document: LoomDocument, path: string): LoomDocument {
  const { data } = document;
  if (!data || data.source.kind === 'builtin') return document;
  return { ...document, data: { ...data, source: { ...data.source, path } } };
}

async function dataFiles(documentPath: string, document: LoomDocument, chosen: true | readonly string[], out: string): Promise<{ root: string; files: PackedFile[] } | undefined> {
  const source = document.data?.source;
  const path = source && resolveDataPath(documentPath, source);
  // Built-in data needs no file; neither does a document without data.
  if (!source || path === undefined) return undefined;
  const root = `data/${basename(path) || 'files'}`;
  const found = await stat(path).catch(() => undefined);
  if (!found) fail('data-missing', `The data of "${document.name}" cannot be packed: ${path} does not exist.`, { file: path, remedy: 'Choose where it is now, or pack without data.' });
  if (source.kind === 'csv') return { root, files: [{ name: root, path }] };
  const files: PackedFile[] = [];
  if (chosen === true) {
    for await (const name of filesBelow(path)) {
      // A pack that is replaced may lie among the data it packs.
      if (join(path, name) !== out) files.push({ name: `${root}/${name}`, path: join(path, name) });
    }
  } else {
    chosen.forEach(requireSafeName);
    files.push(...chosen.map((name) => ({ name: `${root}/${name}`, path: join(path, name) })));
  }
  return { root, files };
}

async function runFiles(folder: string): Promise<PackedFile[]> {
  const files: PackedFile[] = [];
  for (const name of RUN_SUMMARY) if (await exists(join(folder, name))) files.push({ name: `run/${name}`, path: join(folder, name) });
  if (files.length === 0) fail('run-missing', `${folder} is not a run: it holds no ${RUN_SUMMARY.join(' or ')}.`, { file: folder });
  return files;
}
