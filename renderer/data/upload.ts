/** Files that a person drops on the window or picks in the browser: sent to the host in pieces, then opened like any folder. */
import { LoomError, problem } from '../../engine/core/diagnostic';
import { UPLOAD_PIECE_BYTES } from '../../engine/shell/protocol/files';
import { shell } from '../shell/connection';
import { asProblem, isTable, setChoosing, stopChoosing, takeSource, type UploadProgress } from './choose-data';

export interface PickedFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly file: File;
}

/** Everything in a drop, folders with all that is in them. Must be called while the drop event lasts. */
export async function filesOfDrop(items: DataTransferItemList): Promise<readonly PickedFile[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const found: PickedFile[] = [];
  for (const entry of entries) await collect(entry, found);
  return found;
}

async function collect(entry: FileSystemEntry, into: PickedFile[]): Promise<void> {
  if (entry.name.startsWith('.')) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    into.push({ path: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives its entries in parts, an empty one last.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return;
    for (const one of part) await collect(one, into);
  }
}

/** The files of an `<input>`; with `webkitdirectory` they know their folder. */
export function filesOfInput(list: FileList): readonly PickedFile[] {
  return [...list].filter(({ name }) => !name.startsWith('.')).map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** Sends them and makes them the data of the document. */
export async function uploadData(files: readonly PickedFile[]): Promise<void> {
  const name = files[0]?.path.split('/')[0] ?? '';
  if (files.length === 0) {
    setChoosing({ phase: 'failed', title: 'The drop', failure: new LoomError([problem('nothing-dropped', 'There were no files in what was dropped.', { remedy: 'Drop a folder with one folder of pictures per class, or a table.' })]) });
    return;
  }
  let isCancelled = false;
  const cancel = (): void => {
    isCancelled = true;
    stopChoosing();
  };
  const began = performance.now();
  const sizes = { files: files.length, bytes: files.reduce((sum, { file }) => sum + file.size, 0) };
  const show = (filesDone: number, bytesDone: number): void => {
    const progress: UploadProgress = { ...sizes, filesDone, bytesDone, elapsed: performance.now() - began };
    if (!isCancelled) setChoosing({ phase: 'uploading', title: name, progress, cancel });
  };
  show(0, 0);
  try {
    const { upload, folder } = await shell()!.request('files.startUpload', { name: name.replace(/\.[^.]*$/, '') || 'upload' });
    let bytesDone = 0;
    let last = folder;
    for (const [index, { path, file }] of files.entries()) {
      for (let offset = 0; offset === 0 || offset < file.size; offset += UPLOAD_PIECE_BYTES) {
        if (isCancelled) return;
        const bytes = new Uint8Array(await file.slice(offset, offset + UPLOAD_PIECE_BYTES).arrayBuffer());
        last = (await shell()!.request('files.upload', { upload, path, offset, bytes })).file;
        bytesDone += bytes.length;
        show(index, bytesDone);
      }
    }
    if (isCancelled) return;
    await takeSource(files.length === 1 && isTable(files[0]!.path) ? { kind: 'csv', path: last } : { kind: 'folder', path: folder });
  } catch (error) {
    if (!isCancelled) setChoosing({ phase: 'failed', title: name, failure: asProblem(error) });
  }
}
