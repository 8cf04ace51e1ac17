/**
 * Documents on disk: JSON text, or a stored zip of `document.json` and `tensors.safetensors` where the weights are large.
 * Which of the two a file is, its first bytes tell.
 */
import { open, readFile, stat } from 'node:fs/promises';
import { fail } from '../core/diagnostic';
import type { LayerCatalog } from '../document/catalog';
import { decodeUtf8 } from '../document/json-text';
import type { LoomDocument } from '../document/model';
import { readDocument, type ReadResult } from '../document/read';
import { encodeSafetensors, SafetensorsReader } from '../document/safetensors';
import type { StoredTensors } from '../document/schema';
import { writeDocument } from '../document/write';
import { Archive } from './archive';
import { ArchiveWriter } from './archive-writer';
import { writeFileAtomically } from './atomic-write';
import { missingDataWarning } from './data-location';
import { explaining } from './file-problem';

const DOCUMENT_ENTRY = 'document.json';
const TENSORS_ENTRY = 'tensors.safetensors';
const ZIP_SIGNATURE = 'PK';

/** V8 holds no longer text; a document without tensors is a thousandth of it. */
const MAX_TEXT_BYTES = 256 * 2 ** 20;

/** Reads a document; without `catalog`, layers are taken as they stand. Throws LoomError naming file, line and column. */
export async function readDocumentFile(path: string, options: { readonly catalog?: LayerCatalog } = {}): Promise<ReadResult> {
  const { text, tensors } = (await isZip(path)) ? await readZip(path) : { text: await readText(path), tensors: undefined };
  const { document, diagnostics } = readDocument(text, { ...options, file: path, tensors });
  const missing = await missingDataWarning(path, document);
  return { document, diagnostics: missing ? [...diagnostics, missing] : diagnostics };
}

async function isZip(path: string): Promise<boolean> {
  return explaining(path, 'read', async () => {
    const handle = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return buffer.toString('latin1', 0, bytesRead) === ZIP_SIGNATURE;
    } finally {
      await handle.close();
    }
  });
}

async function readText(path: string): Promise<string> {
  const { size } = await explaining(path, 'read', () => stat(path));
  refuseLongText(size, path);
  return decodeUtf8(await explaining(path, 'read', () => readFile(path)), path);
}

function refuseLongText(size: number, path: string): void {
  if (size <= MAX_TEXT_BYTES) return;
  fail('document-too-large', `${path} is too large for a LayerLoom document: its text has ${Math.round(size / 2 ** 20)} MB.`, { file: path });
}

async function readZip(path: string): Promise<{ text: string; tensors: StoredTensors }> {
  const archive = await Archive.open(path);
  try {
    const size = archive.sizeOf(DOCUMENT_ENTRY);
    if (size === undefined) {
      fail('not-a-document', `${path} is a zip file, but not a LayerLoom document: it holds no "${DOCUMENT_ENTRY}".`, {
        file: path,
        remedy: `A packed document (.loomz) is opened with "layerloom unpack".`,
      });
    }
    refuseLongText(size, path);
    const text = decodeUtf8(await archive.readAll(DOCUMENT_ENTRY), path);
    const tensorBytes = archive.sizeOf(TENSORS_ENTRY);
    if (tensorBytes === undefined) return { text, tensors: new Map() };
    const reader = new SafetensorsReader(tensorBytes, path);
    for await (const chunk of archive.read(TENSORS_ENTRY)) reader.push(chunk);
    return { text, tensors: reader.finish().tensors };
  } finally {
    archive.close();
  }
}

/** The bytes of a document's file. */
export function documentChunks(document: LoomDocument): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  const { text, tensors } = writeDocument(document);
  const bytes = new TextEncoder().encode(text);
  if (tensors.size === 0) return [bytes];
  const archive = new ArchiveWriter();
  archive.addStored(DOCUMENT_ENTRY, [bytes]);
  archive.addStored(TENSORS_ENTRY, encodeSafetensors(tensors));
  return archive.chunks();
}

/** Saves a document in one step: the old file or the new one is there, never a part. Throws LoomError naming the file. */
export async function writeDocumentFile(path: string, document: LoomDocument): Promise<void> {
  await writeFileAtomically(path, documentChunks(document));
}
