/** Opening and saving on the host's machine: its folders, as far as they are granted. */
import { FolderPlus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { LoomError } from '../../engine/core/diagnostic';
import type { FileEntry } from '../../engine/shell/protocol/files';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { Modal } from '../design/modal';
import modal from '../design/modal.module.css';
import { MODEL_ENDING } from '../import/model-file';
import { report, shell } from '../shell/connection';
import { openFile, saveFileAs } from '../shell/documents';
import { useDocument } from '../store/document-store';
import { useSession } from '../store/session-store';
import styles from './file-dialog.module.css';
import { FolderBrowser } from './folder-browser';
import { useListing } from './use-listing';

const ENDING = '.loom';

function close(): void {
  useSession.setState({ dialog: undefined });
}

export function FileDialog() {
  const dialog = useSession((state) => state.dialog);
  const isOpen = dialog === 'open' || dialog === 'save';
  return (
    <Modal isOpen={isOpen} onClose={close} title={dialog === 'save' ? 'Save the network' : 'Open a network'} size="medium">
      {isOpen && <Browser isSaving={dialog === 'save'} />}
    </Modal>
  );
}

function Browser({ isSaving }: { readonly isSaving: boolean }) {
  const browser = useListing(isSaving ? [ENDING] : [ENDING, MODEL_ENDING]);
  const { listing, folder, go } = browser;
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
      <FolderBrowser
        open={browser}
        chosen={chosen}
        empty="No networks in this folder."
        tools={isSaving && listing && <NewFolder into={folder} onMade={(path) => void go(path)} />}
        onChoose={(entry) => {
          setChosen(entry);
          if (isSaving) setName(entry.name);
        }}
        onOpen={open}
      />
      {isSaving ? <SaveRow folder={folder} name={name} onName={setName} /> : <OpenRow chosen={chosen} onOpen={open} />}
    </>
  );
}

function NewFolder({ into, onMade }: { readonly into: string | undefined; onMade(path: string): void }) {
  const [name, setName] = useState<string>();
  if (name === undefined) {
    return (
      <button type="button" className={controls.icon} aria-label="New folder" onClick={() => setName('')}>
        <FolderPlus size={15} aria-hidden />
      </button>
    );
  }
  const make = async (): Promise<void> => {
    if (into === undefined || name.trim() === '') return;
    try {
      const { path } = await shell()!.request('files.makeFolder', { path: `${into.replace(/\/$/, '')}/${name.trim()}` });
      setName(undefined);
      onMade(path);
    } catch (error) {
      report(error);
    }
  };
  return (
    <form className={styles.newFolder} onSubmit={(event) => { event.preventDefault(); void make(); }}>
      <label className={controls.search}>
        <input aria-label="Name of the folder" autoFocus placeholder="Name of the folder" value={name} onChange={({ target }) => setName(target.value)} />
      </label>
      <button type="submit" className={controls.button}>Create</button>
    </form>
  );
}

function OpenRow({ chosen, onOpen }: { readonly chosen: FileEntry | undefined; onOpen(entry: FileEntry): void }) {
  return (
    <footer className={classes(modal.foot, styles.footer)}>
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
    <form className={classes(modal.foot, styles.footer)} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <label className={controls.search}>
        <input aria-label="File name" autoFocus value={name} onChange={({ target }) => { onName(target.value); setAsks(false); setError(undefined); }} />
      </label>
      {error !== undefined && <span className={styles.error} role="alert">{error}</span>}
      <button type="submit" className={classes(controls.button, controls.primary)} aria-disabled={!isReady}>{asks ? 'Replace it' : 'Save'}</button>
    </form>
  );
}
