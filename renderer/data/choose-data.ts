/** From what a person points at to the data of the document: read first, so that what cannot be read changes nothing. */
import { create } from 'zustand';
import { LoomError, problem } from '../../engine/core/diagnostic';
import type { DocumentDataSource } from '../../engine/document/model';
import type { DataSummary } from '../../engine/shell/protocol/data';
import { choosePath } from '../files/choose-path';
import { shell } from '../shell/connection';
import { expectData } from '../store/data-store';
import { USUAL_SPLIT } from '../store/data-request';
import { editDocument, useDocument } from '../store/document-store';
import { notify } from '../store/session-store';
import { forgetRows, useDataSession } from './data-session';
import { withSource } from './edit-data';

/** Files on their way to the host. */
export interface UploadProgress {
  readonly files: number;
  readonly filesDone: number;
  readonly bytes: number;
  readonly bytesDone: number;
  /** Milliseconds since the first byte. */
  readonly elapsed: number;
}

type Choosing =
  | { readonly phase: 'idle' }
  | { readonly phase: 'reading'; readonly title: string; readonly cancel: () => void }
  | { readonly phase: 'uploading'; readonly title: string; readonly progress: UploadProgress; readonly cancel: () => void }
  | { readonly phase: 'failed'; readonly title: string; readonly failure: LoomError }
  /** Data was found where other data was expected. */
  | { readonly phase: 'asking'; readonly source: DocumentDataSource; readonly summary: DataSummary };

export const useChoosing = create<{ readonly choosing: Choosing }>(() => ({ choosing: { phase: 'idle' } }));

export function setChoosing(choosing: Choosing): void {
  useChoosing.setState({ choosing });
}

export function stopChoosing(): void {
  setChoosing({ phase: 'idle' });
}

export const TABLE_ENDINGS: readonly string[] = ['.csv', '.tsv'];
const PICTURE_ENDINGS: readonly string[] = ['.png', '.jpg', '.jpeg', '.gif', '.bmp', '.webp', '.tif', '.tiff'];

export function isTable(name: string): boolean {
  return TABLE_ENDINGS.some((ending) => name.toLowerCase().endsWith(ending));
}

/** What a source is called: the last part of its path, or the name of the generator. */
export function sourceName(source: DocumentDataSource): string {
  return source.kind === 'builtin' ? source.name : (source.path.split(/[\\/]/).filter(Boolean).at(-1) ?? source.path);
}

export function sourceAt(path: string, kind: 'folder' | 'file'): DocumentDataSource {
  return kind === 'file' ? { kind: 'csv', path } : { kind: 'folder', path };
}

export async function chooseFolderOrTable(): Promise<void> {
  const chosen = await choosePath({ title: 'Choose a folder of pictures or a table', endings: [...TABLE_ENDINGS, ...PICTURE_ENDINGS], files: TABLE_ENDINGS, folders: true });
  if (chosen) await takeSource(sourceAt(chosen.path, chosen.kind));
}

/** Reads the source and, if that goes well, makes it the data of the document. Returns whether it did. */
export async function takeSource(source: DocumentDataSource, label = `Use ${sourceName(source)}`): Promise<boolean> {
  const summary = await readSource(source);
  if (!summary) return false;
  adopt(source, summary, label);
  return true;
}

/** Undefined where it failed, which is shown, or was given up. */
async function readSource(source: DocumentDataSource): Promise<DataSummary | undefined> {
  const title = sourceName(source);
  const reading: Choosing = { phase: 'reading', title, cancel: stopChoosing };
  setChoosing(reading);
  const isWanted = (): boolean => useChoosing.getState().choosing === reading;
  try {
    const summary = await shell()!.request('data.open', { source, split: useDocument.getState().document.data?.split ?? USUAL_SPLIT });
    if (!isWanted()) return undefined;
    stopChoosing();
    return summary;
  } catch (error) {
    if (isWanted()) setChoosing({ phase: 'failed', title, failure: asProblem(error) });
    return undefined;
  }
}

export function asProblem(error: unknown): LoomError {
  return error instanceof LoomError ? error : new LoomError([problem('data-unread', error instanceof Error ? error.message : String(error))]);
}

function adopt(source: DocumentDataSource, summary: DataSummary, label: string): void {
  const { document } = useDocument.getState();
  expectData({ source, split: document.data?.split ?? USUAL_SPLIT }, summary);
  forgetRows();
  editDocument(label, (old) => withSource(old, source, summary.fingerprint, summary.columns.map(({ name }) => name)));
  stopChoosing();
  if (useDataSession.getState().view === 'source') useDataSession.setState({ view: 'browse' });
}

/** Looks for data that has moved. The same data is linked again at once; other data is asked about. */
export async function findMovedData(): Promise<void> {
  const { data } = useDocument.getState().document;
  if (!data || data.source.kind === 'builtin') return;
  const isTableWanted = data.source.kind === 'csv';
  const chosen = await choosePath({
    title: isTableWanted ? `Find the table ${sourceName(data.source)}` : `Find the folder ${sourceName(data.source)}`,
    endings: isTableWanted ? TABLE_ENDINGS : PICTURE_ENDINGS,
    files: isTableWanted ? TABLE_ENDINGS : [],
    folders: !isTableWanted,
  });
  if (!chosen) return;
  const source: DocumentDataSource = { ...data.source, path: chosen.path };
  const summary = await readSource(source);
  if (!summary) return;
  if (data.fingerprint === undefined || summary.fingerprint === data.fingerprint) {
    adopt(source, summary, `Find ${sourceName(source)}`);
    notify(data.fingerprint === undefined ? `The data is ${sourceName(source)} now.` : 'This is the same data; it is linked again.');
  } else setChoosing({ phase: 'asking', source, summary });
}

/** The answer “use it all the same”. */
export function adoptAsked(): void {
  const { choosing } = useChoosing.getState();
  if (choosing.phase === 'asking') adopt(choosing.source, choosing.summary, `Use ${sourceName(choosing.source)}`);
}
