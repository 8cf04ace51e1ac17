/** Files of the host's machine, where the window has no dialogs of its own: a browser limited to granted folders. */
import type { Empty } from './empty';

export interface FileEntry {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly kind: 'folder' | 'file';
  /** Files only. */
  readonly bytes?: number;
  /** ISO date; absent where it cannot be told. */
  readonly changedAt?: string;
}

export interface FileListing {
  /** Absolute. */
  readonly path: string;
  /** The folder above; absent at a root. */
  readonly parent?: string;
  /** Folders first, then files, by name. Hidden ones are left out. */
  readonly entries: readonly FileEntry[];
  /** How many more there are than `entries` shows. */
  readonly more: number;
}

export interface FileRoot {
  readonly path: string;
  /** For a person: “Home”, “Runs”, the name of a granted folder. */
  readonly title: string;
}

export interface FileOperations {
  /** Where browsing may begin; nothing outside them can be read or written. */
  'files.roots': { input: Empty; result: readonly FileRoot[] };
  /** `endings` keeps files of other kinds out (`['.loom', '.csv']`). */
  'files.list': { input: { readonly path: string; readonly endings?: readonly string[] }; result: FileListing };
  'files.makeFolder': { input: { readonly path: string }; result: { readonly path: string } };
  /** A fresh folder for files dropped on the window. */
  'files.startUpload': { input: { readonly name: string }; result: { readonly upload: string; readonly folder: string } };
  /** One file, or one piece of at most `UPLOAD_PIECE_BYTES` from `offset` on; `path` is relative with `/`. */
  'files.upload': { input: { readonly upload: string; readonly path: string; readonly offset: number; readonly bytes: Uint8Array }; result: { readonly file: string } };
}

export const UPLOAD_PIECE_BYTES = 8 * 2 ** 20;
