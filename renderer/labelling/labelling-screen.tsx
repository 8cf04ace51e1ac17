/** Labelling in place of the network: pictures to the left, the one that is drawn on in the middle, classes and objects to the right. */
import { useEffect, useRef } from 'react';
import { ChooseFolder } from './choose-folder';
import { ClassPanel } from './class-panel';
import { FolderNotes } from './folder-notes';
import { LabelToolbar } from './label-toolbar';
import { useLabelling } from './labelling-store';
import { ObjectPanel } from './object-panel';
import { PictureList } from './picture-list';
import { Stage } from './stage';
import { StatusLine } from './status-line';
import { SuggestPanel } from './suggest-panel';
import { TrainPanel } from './train-panel';
import styles from './labelling.module.css';

export function LabellingScreen() {
  const hasFolder = useLabelling((state) => state.folder !== undefined);
  const isReading = useLabelling((state) => state.reading !== undefined);
  const screen = useRef<HTMLElement>(null);
  useEffect(() => screen.current?.focus(), []);
  return (
    <main ref={screen} className={styles.screen} tabIndex={-1} aria-label="Labels" aria-busy={isReading}>
      {hasFolder && !isReading ? (
        <div className={styles.columns}>
          <PictureList />
          <section className={styles.middle} aria-label="Picture">
            <LabelToolbar />
            <Stage />
            <StatusLine />
          </section>
          <aside className={styles.side} aria-label="Classes and objects" data-place="label-objects">
            <div className={styles.scroller}>
              <FolderNotes />
              <ClassPanel />
              <ObjectPanel />
              <SuggestPanel />
            </div>
            <TrainPanel />
          </aside>
        </div>
      ) : (
        <ChooseFolder />
      )}
    </main>
  );
}
