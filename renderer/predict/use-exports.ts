/** The model files that a person can choose from: what lies in the folder for exports, and one from elsewhere that is chosen now. */
import { useEffect, useState } from 'react';
import type { FileEntry } from '../../engine/shell/protocol/files';
import { report, shell } from '../shell/connection';

export type ModelFile = Pick<FileEntry, 'name' | 'path'>;

export function useExports(chosen: string | undefined): readonly ModelFile[] {
  const [files, setFiles] = useState<readonly FileEntry[]>([]);
  useEffect(() => {
    let isGone = false;
    const list = async (): Promise<void> => {
      const client = shell();
      const folder = (await client?.request('files.roots', {}))?.find(({ title }) => title === 'Exports');
      const listing = folder && (await client?.request('files.list', { path: folder.path, endings: ['.onnx'] }));
      if (!isGone && listing) setFiles(listing.entries.filter(({ kind }) => kind === 'file'));
    };
    list().catch(report);
    return () => {
      isGone = true;
    };
  }, []);
  if (chosen === undefined || files.some(({ path }) => path === chosen)) return files;
  return [...files, { path: chosen, name: chosen.split(/[\\/]/).at(-1) ?? chosen }];
}
