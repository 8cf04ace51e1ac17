/** What the labels are for. */
import { Play } from 'lucide-react';
import { detectorForLabels, trainLabels } from '../commands/labelling';
import { classes } from '../design/classes';
import { CommandButton } from '../design/command-button';
import { plural } from '../network/text';
import { useDocument } from '../store/document-store';
import { labelledCount, useLabelling } from './labelling-store';
import { trainingLack, trainingMisfit } from './train-labels';
import styles from './labelling.module.css';

export function TrainPanel() {
  const network = useDocument((state) => (state.isOpen ? state.document.name : undefined));
  const labelled = useLabelling(labelledCount);
  useLabelling((state) => state.uses);
  useLabelling((state) => state.categories);
  const lack = trainingLack() ?? trainingMisfit();
  const isMisfit = trainingMisfit() !== undefined;
  return (
    <section className={classes(styles.part, styles.train)} aria-label="Training">
      <p className={styles.hint}>{lack ?? (network === undefined ? `A new detector learns from ${plural(labelled, 'labelled picture')}.` : `${plural(labelled, 'labelled picture')} can become the data of ${network}.`)}</p>
      <div className={styles.actions}>
        <CommandButton command={trainLabels} icon={Play} label="Train on these" isPrimary={!isMisfit} />
        {network !== undefined && <CommandButton command={detectorForLabels} label="New detector" isPrimary={isMisfit} />}
      </div>
    </section>
  );
}
