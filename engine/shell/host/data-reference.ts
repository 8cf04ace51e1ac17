/** Where a document's data is: relative to the file on disk, absolute on the way to a window. */
import { dirname, resolve } from 'node:path';
import type { DataSource, SplitOptions } from '../../data/dataset';
import type { DocumentData, LoomDocument } from '../../document/model';
import { relativeDataPath } from '../../files/data-location';

/** As a window sees it; `path` is where the document lies. */
export function withAbsoluteData(document: LoomDocument, path: string): LoomDocument {
  return withDataPath(document, (dataPath) => resolve(dirname(path), dataPath));
}

/** As it is saved at `path`. */
export function withRelativeData(document: LoomDocument, path: string): LoomDocument {
  return withDataPath(document, (dataPath) => relativeDataPath(path, dataPath));
}

/** The document with the data it is trained on; `source.path` is absolute. */
export function trainedOn(document: LoomDocument, source: DataSource, split: SplitOptions): LoomDocument {
  return { ...document, data: { ...document.data, source, split } };
}

function withDataPath(document: LoomDocument, place: (path: string) => string): LoomDocument {
  const { data } = document;
  if (!data || data.source.kind === 'builtin') return document;
  const source: DocumentData['source'] = { ...data.source, path: place(data.source.path) };
  return { ...document, data: { ...data, source } };
}
