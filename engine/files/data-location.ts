/** Where the data of a document is. The document names it relative to itself, so the two can move together. */
import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { warning, type Diagnostic } from '../core/diagnostic';
import type { DocumentDataSource, LoomDocument } from '../document/model';

/** The absolute path of the data; undefined for a built-in generator. */
export function resolveDataPath(documentPath: string, source: DocumentDataSource): string | undefined {
  return source.kind === 'builtin' ? undefined : resolve(dirname(documentPath), source.path);
}

/** How a document at `documentPath` names `dataPath`: relative with `/`; absolute only on another drive. */
export function relativeDataPath(documentPath: string, dataPath: string): string {
  const path = relative(dirname(resolve(documentPath)), resolve(dataPath));
  return isAbsolute(path) ? path : path.split(sep).join('/') || '.';
}

/** The document as it must read at `to`, so that it finds the data it found at `from` ("save as" into another folder). */
export function moveDataReference(document: LoomDocument, from: string, to: string): LoomDocument {
  const { data } = document;
  if (!data || data.source.kind === 'builtin' || isAbsolute(data.source.path)) return document;
  const path = relativeDataPath(to, resolveDataPath(from, data.source)!);
  return { ...document, data: { ...data, source: { ...data.source, path } } };
}

/** A warning that says what to find, where the data is not there; the document opens all the same. */
export async function missingDataWarning(documentPath: string, document: LoomDocument): Promise<Diagnostic | undefined> {
  const { data } = document;
  const path = data && resolveDataPath(documentPath, data.source);
  if (data === undefined || path === undefined) return undefined;
  const wanted = data.source.kind === 'folder' ? 'folder' : 'file';
  const found = await stat(path).catch(() => undefined);
  if (found && (wanted === 'folder' ? found.isDirectory() : found.isFile())) return undefined;
  const known = data.fingerprint === undefined ? '' : ` (fingerprint ${data.fingerprint})`;
  return warning('data-missing', `The data of "${document.name}" is not there: the ${wanted} ${path}${known}.`, {
    file: documentPath,
    remedy: `Put the ${wanted} there, or choose where it is now; everything but training works without it.`,
  });
}
