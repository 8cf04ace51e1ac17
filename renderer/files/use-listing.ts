import { useCallback, useEffect, useState } from 'react';
import type { FileListing, FileRoot } from '../../engine/shell/protocol/files';
import { report, shell } from '../shell/connection';

export interface OpenListing {
  readonly roots: readonly FileRoot[];
  readonly listing: FileListing | undefined;
  go(path: string): Promise<void>;
}

/** The granted places and the folder that is shown, with files of some endings; begins at the first place. */
export function useListing(endings: readonly string[]): OpenListing {
  const [roots, setRoots] = useState<readonly FileRoot[]>([]);
  const [listing, setListing] = useState<FileListing>();
  const wanted = endings.join();
  const go = useCallback(
    async (path: string) => {
      try {
        setListing(await shell()!.request('files.list', { path, endings: wanted.split(',') }));
      } catch (error) {
        report(error);
      }
    },
    [wanted],
  );
  useEffect(() => {
    const begin = async (): Promise<void> => {
      const known = await shell()!.request('files.roots', {});
      setRoots(known);
      if (known[0]) await go(known[0].path);
    };
    begin().catch(report);
  }, [go]);
  return { roots, listing, go };
}
