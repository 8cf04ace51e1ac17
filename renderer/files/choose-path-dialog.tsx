import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import type { FileEntry } from '../../engine/shell/protocol/files';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { usePathQuestion, type ChosenPath, type PathQuestion } from './choose-path';
import styles from './file-dialog.module.css';
import { FolderBrowser } from './folder-browser';
import { useListing } from './use-listing';

/** Asks whatever `choosePath` was asked. */
export function ChoosePathDialog() {
  const asked = usePathQuestion((state) => state.asked);
  return (
    <Dialog.Root open={asked !== undefined} onOpenChange={(open) => !open && asked?.answer(undefined)}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content className={styles.dialog} aria-describedby={undefined}>
          <header className={styles.header}>
            <Dialog.Title>{asked?.question.title}</Dialog.Title>
            <Dialog.Close className={controls.icon} aria-label="Close"><X size={16} aria-hidden /></Dialog.Close>
          </header>
          {asked && <Choice question={asked.question} onChosen={asked.answer} />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Choice({ question: { endings, files, folders }, onChosen }: { readonly question: PathQuestion; onChosen(chosen: ChosenPath): void }) {
  const open = useListing(endings);
  const [file, setFile] = useState<FileEntry>();
  const { listing } = open;
  const canChoose = ({ name }: FileEntry): boolean => files.some((ending) => name.toLowerCase().endsWith(ending));
  const folder = folders && listing ? { path: listing.path, kind: 'folder' as const } : undefined;
  const choice: ChosenPath | undefined = file ? { path: file.path, kind: 'file' } : folder;
  const onOpen = (entry: FileEntry): void => {
    if (entry.kind === 'folder') {
      setFile(undefined);
      void open.go(entry.path);
    } else if (canChoose(entry)) onChosen({ path: entry.path, kind: 'file' });
  };
  const name = choice?.path.split(/[\\/]/).filter(Boolean).at(-1);
  return (
    <>
      <FolderBrowser open={open} chosen={file} empty={folders ? 'There is nothing of this kind here.' : 'There is no table here.'} onChoose={(entry) => setFile(canChoose(entry) && entry.path !== file?.path ? entry : undefined)} onOpen={onOpen} />
      <footer className={styles.footer}>
        <span>{choice ? `${choice.kind === 'file' ? 'The table' : 'The folder'} ${name ?? choice.path}` : 'Choose a table.'}</span>
        <button type="button" className={classes(controls.button, controls.primary)} aria-disabled={!choice} onClick={() => choice && onChosen(choice)}>
          {choice?.kind === 'file' ? 'Use this table' : folders ? 'Use this folder' : 'Use this table'}
        </button>
      </footer>
    </>
  );
}
