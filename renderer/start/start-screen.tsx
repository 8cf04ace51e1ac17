/** The first thing one sees: networks to start from, recent files, unsaved work. */
import { Camera, FileText, FolderOpen, GraduationCap, Hand, Plus, Repeat2, SquareDashedMousePointer, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { newNetwork, open } from '../commands/files';
import { teachGestures } from '../commands/gestures';
import { search } from '../commands/go';
import { labelPictures } from '../commands/labelling';
import { startTour } from '../commands/tour';
import { teachWithCamera } from '../commands/teach';
import { retrain } from '../commands/transfer';
import controls from '../design/controls.module.css';
import { CommandButton } from '../design/command-button';
import { Tip } from '../design/tip';
import { BundledSection } from '../bundled/bundled-section';
import { LabCards } from '../labs/lab-cards';
import { ExampleSection } from '../examples/example-section';
import { openFile } from '../shell/documents';
import { dropDraft, openDraft } from '../shell/drafts';
import { useShell } from '../shell/shell-store';
import { UnfinishedRuns } from '../training/unfinished-runs';
import { TemplateSection } from './template-section';
import { whenText } from './when-text';
import styles from './start-screen.module.css';

export function StartScreen() {
  return (
    <main className={styles.screen} data-place="start" tabIndex={-1}>
      <div className={styles.page}>
        <header className={styles.hero}>
          <h1>What would you like to build?</h1>
          <p>Start from a well-known network, or wire your own. Every size and cost shows as you go.</p>
          <div className={styles.actions}>
            <CommandButton command={startTour} icon={GraduationCap} label="Train your first network" isPrimary />
            <CommandButton command={newNetwork} icon={Plus} label="Empty network" />
            <CommandButton command={open} icon={FolderOpen} label="Open…" />
            <CommandButton command={teachWithCamera} icon={Camera} label="Teach it with the camera" />
            <CommandButton command={teachGestures} icon={Hand} label="Teach it gestures" />
            <CommandButton command={labelPictures} icon={SquareDashedMousePointer} label="Label pictures" />
            <CommandButton command={retrain} icon={Repeat2} label="Retrain on my folder…" />
            <CommandButton command={search} label="Search" />
          </div>
        </header>
        <UnfinishedRuns styles={{ heading: styles.heading, files: styles.files, file: styles.file }} />
        <Drafts />
        <BundledSection heading={styles.heading} />
        <TemplateSection heading={styles.heading} />
        <LabCards heading={styles.heading} />
        <Recents />
        <ExampleSection heading={styles.heading ?? ''} />
      </div>
    </main>
  );
}

function Recents() {
  const recents = useShell((state) => state.recents);
  if (recents.length === 0) return null;
  return (
    <section aria-labelledby="recents">
      <h2 id="recents" className={styles.heading}>Recent files</h2>
      <ul className={styles.files}>
        {recents.map(({ path, name, openedAt, exists }) => (
          <li key={path}>
            <button type="button" className={styles.file} aria-disabled={!exists} onClick={() => exists && void openFile(path)}>
              <FileText size={15} aria-hidden />
              <span>{name}</span>
              <small title={path}>{exists ? path : 'no longer there'}</small>
              <time dateTime={openedAt}>{whenText(openedAt)}</time>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** So many before one asks for the rest: the templates must stay in sight. */
const FEW = 3;

function Drafts() {
  const drafts = useShell((state) => state.drafts);
  const [isLong, setLong] = useState(false);
  if (drafts.length === 0) return null;
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts" className={styles.heading}>Unsaved work</h2>
      <ul className={styles.files}>
        {drafts.slice(0, isLong ? undefined : FEW).map(({ id, name, path, savedAt }) => (
          <li key={id}>
            <button type="button" className={styles.file} onClick={() => void openDraft(id)}>
              <FileText size={15} aria-hidden />
              <span>{name}</span>
              <small>{path ?? 'never saved'}</small>
              <time dateTime={savedAt}>{whenText(savedAt)}</time>
            </button>
            <Tip text="Throw this unsaved work away" side="left">
              <button type="button" className={controls.icon} aria-label={`Throw away the unsaved work on ${name}`} onClick={() => dropDraft(id)}>
                <Trash2 size={14} aria-hidden />
              </button>
            </Tip>
          </li>
        ))}
      </ul>
      {drafts.length > FEW && !isLong && (
        <button type="button" className={styles.more} onClick={() => setLong(true)}>{`Show ${drafts.length - FEW} more`}</button>
      )}
    </section>
  );
}
