/** A row of the data as the sample. */
import { ChevronLeft, ChevronRight, Shuffle } from 'lucide-react';
import { showNextSample, showPreviousSample, showRandomSample } from '../commands/maps';
import { CommandButton } from '../design/command-button';
import { useMaps } from '../maps/maps-store';
import { useData } from '../store/data-store';
import styles from './predict.module.css';

export function RowInput({ isShown }: { readonly isShown: boolean }) {
  const name = useMaps((state) => state.look?.name);
  const truth = useMaps((state) => Object.values(state.look?.truth ?? {}).join(', '));
  // The buttons wait for the data.
  useData((state) => state.summary);
  return (
    <div className={styles.invitation}>
      <div className={styles.toolRow}>
        <CommandButton command={showPreviousSample} icon={ChevronLeft} label="Previous" />
        <CommandButton command={showNextSample} icon={ChevronRight} label="Next" />
        <CommandButton command={showRandomSample} icon={Shuffle} label="Random" />
      </div>
      {isShown && name !== undefined ? (
        <p className={styles.hint}>{truth === '' ? name : `${name}, labelled ${truth}`}</p>
      ) : (
        <p className={styles.hint}>Rows of the validation split where there is one: no training has seen them.</p>
      )}
    </div>
  );
}
