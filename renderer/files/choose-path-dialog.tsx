import { useState } from 'react';
import type { FileEntry } from '../../engine/shell/protocol/files';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { Modal } from '../design/modal';
import modal from '../design/modal.module.css';
import { usePathQuestion, type ChosenPath, type PathQuestion } from './choose-path';
import styles from './file-dialog.module.css';
import { FolderBrowser } from './folder-browser';
import { useListing } from './use-listing';

/** Asks whatever `choosePath` was asked. */
export function ChoosePathDialog() {
  const asked = usePathQuestion((state) => state.asked);
  return (
    <Modal isOpen={asked !== undefined} onClose={() => asked?.answer(undefined)} title={asked?.question.title ?? ''} size="medium">
      {asked && <Choice question={asked.question} onChosen={asked.answer} />}
    </Modal>
  );
}

function Choice({ question: { endings, files, folders, noun = 'table' }, onChosen }: { readonly question: PathQuestion; onChosen(chosen: ChosenPath): void }) {
  const open = useListing(endings);
  const [file, setFile] = useState<FileEntry>();
  const canChoose = ({ name }: FileEntry): boolean => files.some((ending) => name.toLowerCase().endsWith(ending));
  const folder = folders && open.folder !== undefined ? { path: open.folder, kind: 'folder' as const } : undefined;
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
      <FolderBrowser open={open} chosen={file} empty={folders ? 'There is nothing of this kind here.' : `There is no such ${noun} here.`} onChoose={(entry) => setFile(canChoose(entry) && entry.path !== file?.path ? entry : undefined)} onOpen={onOpen} />
      <footer className={classes(modal.foot, styles.footer)}>
        <span>{choice ? `${choice.kind === 'file' ? `The ${noun}` : 'The folder'} ${name ?? choice.path}` : folders && open.listing ? 'Opening the folder…' : `Choose a ${noun}.`}</span>
        <button type="button" className={classes(controls.button, controls.primary)} aria-disabled={!choice} onClick={() => choice && onChosen(choice)}>
          {choice?.kind !== 'file' && folders ? 'Use this folder' : `Use this ${noun}`}
        </button>
      </footer>
    </>
  );
}
