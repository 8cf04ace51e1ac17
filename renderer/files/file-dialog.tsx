/** Opening and saving on the host's machine: its folders, as far as they are granted. */
import { ArrowUp, File, Folder, FolderPlus, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useCallback, useEffect, useState } from 'react';
import { LoomError } from '../../engine/core/diagnostic';
import type { FileEntry, FileListing, FileRoot } from '../../engine/shell/protocol/files';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { formatBytes } from '../network/text';
import { report, shell } from '../shell/connection';
import { openFile, saveFileAs } from '../shell/documents';
import { useDocument } from '../store/document-store';
import { useSession } from '../store/session-store';
import styles from './file-dialog.module.css';

const ENDING = '.loom';

function close(): void {
  useSession.setState({ dialog: undefined });
}

export function FileDialog() {
  const dialog = useSession((state) => state.dialog);
  const isOpen = dialog === 'open' || dialog === 'save';
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content className={styles.dialog} aria-describedby={undefined}>
          <header className={styles.header}>
            <Dialog.Title>{dialog === 'save' ? 'Save the network' : 'Open a network'}</Dialog.Title>
            <Dialog.Close className={controls.icon} aria-label="Close"><X size={16} aria-hidden /></Dialog.Close>
          </header>
          {isOpen && <Browser isSaving={dialog === 'save'} />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function useListing() {
  const [roots, setRoots] = useState<readonly FileRoot[]>([]);
  const [listing, setListing] = useState<FileListing>();
  const go = useCallback(async (path: string) => {
    try {
      setListing(await shell()!.request('files.list', { path, endings: [ENDING] }));
    } catch (error) {
      report(error);
    }
  }, []);
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

function Browser({ isSaving }: { readonly isSaving: boolean }) {
  const { roots, listing, go } = useListing();
  const [chosen, setChosen] = useState<FileEntry>();
  const documentName = useDocument((state) => state.document.name);
  const [name, setName] = useState(`${documentName}${ENDING}`);
  const open = (entry: FileEntry): void => {
    if (entry.kind === 'folder') {
      setChosen(undefined);
      void go(entry.path);
    } else if (!isSaving) {
      close();
      void openFile(entry.path);
    }
  };
  return (
    <>
      <div className={styles.columns}>
        <ul className={styles.roots} aria-label="Places">
          {roots.map(({ path, title }) => (
            <li key={path}>
              <button type="button" className={classes(styles.entry, listing?.path === path && styles.chosen)} onClick={() => void go(path)}>{title}</button>
            </li>
          ))}
        </ul>
        <div className={styles.listing}>
          <div className={styles.place}>
            <button type="button" className={controls.icon} aria-label="Folder above" aria-disabled={!listing?.parent} onClick={() => listing?.parent && void go(listing.parent)}>
              <ArrowUp size={15} aria-hidden />
            </button>
            <span title={listing?.path}>{listing?.path ?? ''}</span>
            {isSaving && listing && <NewFolder into={listing.path} onMade={(path) => void go(path)} />}
          </div>
          <ul className={styles.entries} aria-label="Files">
            {listing?.entries.map((entry) => (
              <li key={entry.path}>
                <button
                  type="button"
                  className={classes(styles.entry, chosen?.path === entry.path && styles.chosen)}
                  onClick={() => {
                    if (entry.kind === 'folder') return open(entry);
                    setChosen(entry);
                    if (isSaving) setName(entry.name);
                  }}
                  onDoubleClick={() => open(entry)}
                >
                  {entry.kind === 'folder' ? <Folder size={15} aria-hidden /> : <File size={15} aria-hidden />}
                  <span>{entry.name}</span>
                  <small>{entry.bytes === undefined ? '' : formatBytes(entry.bytes)}</small>
                </button>
              </li>
            ))}
            {listing && listing.entries.length === 0 && <li className={styles.empty}>No networks in this folder.</li>}
            {listing && listing.more > 0 && <li className={styles.empty}>{`${listing.more} more are not shown.`}</li>}
          </ul>
        </div>
      </div>
      {isSaving ? <SaveRow folder={listing?.path} name={name} onName={setName} /> : <OpenRow chosen={chosen} onOpen={open} />}
    </>
  );
}

function NewFolder({ into, onMade }: { readonly into: string; onMade(path: string): void }) {
  const [name, setName] = useState<string>();
  if (name === undefined) {
    return (
      <button type="button" className={controls.icon} aria-label="New folder" onClick={() => setName('')}>
        <FolderPlus size={15} aria-hidden />
      </button>
    );
  }
  const make = async (): Promise<void> => {
    try {
      const { path } = await shell()!.request('files.makeFolder', { path: `${into.replace(/\/$/, '')}/${name.trim()}` });
      setName(undefined);
      onMade(path);
    } catch (error) {
      report(error);
    }
  };
  return (
    <form className={styles.newFolder} onSubmit={(event) => { event.preventDefault(); if (name.trim() !== '') void make(); }}>
      <label className={controls.search}>
        <input aria-label="Name of the folder" autoFocus placeholder="Name of the folder" value={name} onChange={({ target }) => setName(target.value)} />
      </label>
      <button type="submit" className={controls.button}>Create</button>
    </form>
  );
}

function OpenRow({ chosen, onOpen }: { readonly chosen: FileEntry | undefined; onOpen(entry: FileEntry): void }) {
  return (
    <footer className={styles.footer}>
      <span>{chosen?.name ?? 'Choose a file.'}</span>
      <button type="button" className={classes(controls.button, controls.primary)} aria-disabled={!chosen} onClick={() => chosen && onOpen(chosen)}>Open</button>
    </footer>
  );
}

function SaveRow({ folder, name, onName }: { readonly folder: string | undefined; readonly name: string; onName(name: string): void }) {
  const [asks, setAsks] = useState(false);
  const [error, setError] = useState<string>();
  const [isWaiting, setIsWaiting] = useState(false);
  const isReady = folder !== undefined && name.trim() !== '';
  const save = async (replace: boolean): Promise<void> => {
    if (!isReady) return;
    setIsWaiting(false);
    const file = name.trim().endsWith(ENDING) ? name.trim() : name.trim() + ENDING;
    try {
      await saveFileAs(`${folder.replace(/\/$/, '')}/${file}`, replace);
      close();
    } catch (problem) {
      const exists = problem instanceof LoomError && problem.diagnostics.some(({ code }) => code === 'file-exists');
      setAsks(exists);
      setError(exists ? `“${file}” is already there.` : problem instanceof Error ? problem.message : String(problem));
    }
  };
  // Whoever presses Enter before the host has named the folder means it all the same.
  useEffect(() => {
    if (isWaiting && isReady) void save(asks);
  });
  const submit = (): void => {
    if (isReady) void save(asks);
    else setIsWaiting(name.trim() !== '');
  };
  return (
    <form className={styles.footer} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <label className={controls.search}>
        <input aria-label="File name" autoFocus value={name} onChange={({ target }) => { onName(target.value); setAsks(false); setError(undefined); }} />
      </label>
      {error !== undefined && <span className={styles.error} role="alert">{error}</span>}
      <button type="submit" className={classes(controls.button, controls.primary)} aria-disabled={!isReady}>{asks ? 'Replace it' : 'Save'}</button>
    </form>
  );
}
