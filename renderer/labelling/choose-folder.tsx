/** Before a folder is open: where pictures to label could be. */
import { ArrowLeft, Camera, Folder, FolderOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { chooseLabelFolder, leaveLabelling } from '../commands/labelling';
import { sourceName } from '../data/choose-data';
import { CommandButton } from '../design/command-button';
import { sentence } from '../../engine/core/diagnostic';
import { report, shell } from '../shell/connection';
import { useDocument } from '../store/document-store';
import { useLabelling } from './labelling-store';
import { openFolder, useLabelledFolders } from './open-folder';
import styles from './choose-folder.module.css';

export function ChooseFolder() {
  const reading = useLabelling((state) => state.reading);
  const refusal = useLabelling((state) => state.refusal);
  const source = useDocument((state) => (state.isOpen ? state.document.data?.source : undefined));
  const recent = useLabelledFolders((state) => state.paths);
  const captures = useCaptureFolders();
  const data = source?.kind === 'folder' ? source : undefined;
  return (
    <div className={styles.page} data-place="labels">
      <div className={styles.back}>
        <CommandButton command={leaveLabelling} icon={ArrowLeft} label="Back" />
      </div>
      <div className={styles.card}>
        <h1>Label pictures</h1>
        <p>Draw boxes or polygons around what a network should find. They are kept beside the pictures in annotations.json, after every change.</p>
        {reading === undefined ? (
          <>
            <div className={styles.actions}>
              <CommandButton command={chooseLabelFolder} icon={FolderOpen} label="Choose a folder…" isPrimary />
            </div>
            {refusal && (
              <p role="alert" className={styles.problem}>{refusal.diagnostics.map(sentence).join(' ')}</p>
            )}
            {data && <FolderList title="The data of this network" folders={[{ path: data.path, name: sourceName(data) }]} />}
            <FolderList title="Labelled before" folders={recent.map((path) => ({ path, name: path.split(/[\\/]/).at(-1) ?? path }))} />
            <FolderList title="From the camera" folders={captures} isCamera />
          </>
        ) : (
          <p role="status" className={styles.reading}>{`Reading ${reading.split(/[\\/]/).at(-1) ?? reading}…`}</p>
        )}
      </div>
    </div>
  );
}

interface NamedFolder {
  readonly path: string;
  readonly name: string;
}

function FolderList({ title, folders, isCamera = false }: { readonly title: string; readonly folders: readonly NamedFolder[]; readonly isCamera?: boolean }) {
  if (folders.length === 0) return null;
  const Icon = isCamera ? Camera : Folder;
  return (
    <section className={styles.folders} aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {folders.map(({ path, name }) => (
          <li key={path}>
            <button type="button" onClick={() => void openFolder(path)}>
              <Icon size={15} aria-hidden />
              <span>{name}</span>
              <small title={path}>{path}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const FEW = 4;

/** What the camera recorded, the latest first. */
function useCaptureFolders(): readonly NamedFolder[] {
  const [folders, setFolders] = useState<readonly NamedFolder[]>([]);
  useEffect(() => {
    let isGone = false;
    const list = async (): Promise<void> => {
      const client = shell();
      const root = (await client?.request('files.roots', {}))?.find(({ title }) => title === 'Captures');
      const listing = root && (await client?.request('files.list', { path: root.path, endings: [] }));
      if (isGone || !listing) return;
      const found = listing.entries.filter(({ kind }) => kind === 'folder');
      setFolders(found.sort((a, b) => (b.changedAt ?? '').localeCompare(a.changedAt ?? '')).slice(0, FEW));
    };
    list().catch(report);
    return () => {
      isGone = true;
    };
  }, []);
  return folders;
}
