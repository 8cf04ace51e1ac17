import { useCallback, useEffect, useRef, useState } from 'react';
import type { FileListing, FileRoot } from '../../engine/shell/protocol/files';
import { report, shell } from '../shell/connection';

export interface OpenListing {
  readonly roots: readonly FileRoot[];
  /** What is shown: while another folder is on its way, the one before. */
  readonly listing: FileListing | undefined;
  /** The path of the folder that was asked for last; undefined until it is shown. */
  readonly folder: string | undefined;
  go(path: string): Promise<void>;
}

/** The granted places and the folder that is shown, with files of some endings; begins at the first place. */
export function useListing(endings: readonly string[]): OpenListing {
  const [roots, setRoots] = useState<readonly FileRoot[]>([]);
  const [listing, setListing] = useState<FileListing>();
  const [isOnItsWay, setOnItsWay] = useState(false);
  const asked = useRef(0);
  const wanted = endings.join();
  const go = useCallback(
    async (path: string) => {
      const turn = ++asked.current;
      setOnItsWay(true);
      try {
        const found = await shell()!.request('files.list', { path, endings: wanted.split(',') });
        if (turn === asked.current) setListing(found);
      } catch (error) {
        report(error);
      } finally {
        if (turn === asked.current) setOnItsWay(false);
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
  return { roots, listing, folder: isOnItsWay ? undefined : listing?.path, go };
}
