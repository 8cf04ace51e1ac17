/** What the labels are for. */
import { useMemo } from 'react';
import { Play } from 'lucide-react';
import { detectorForLabels, trainLabels } from '../commands/labelling';
import { classes } from '../design/classes';
import { CommandButton } from '../design/command-button';
import { plural } from '../network/text';
import { useDocument } from '../store/document-store';
import { labelledCount, useLabelling } from './labelling-store';
import { labelFit, trainingLack } from './train-labels';
import styles from './labelling.module.css';

export function TrainPanel() {
  const document = useDocument((state) => (state.isOpen ? state.document : undefined));
  const network = useDocument((state) => state.network);
  const labelled = useLabelling(labelledCount);
  const count = useLabelling((state) => state.categories.length);
  useLabelling((state) => state.uses);
  const fit = useMemo(() => labelFit(document, network, count), [document, network, count]);
  const lack = trainingLack() ?? (fit.kind === 'fits' ? undefined : fit.message);
  const isMisfit = fit.kind === 'misfit';
  return (
    <section className={classes(styles.part, styles.train)} aria-label="Training">
      <p className={styles.hint}>{lack ?? (document === undefined ? `A new detector learns from ${plural(labelled, 'labelled picture')}.` : `${plural(labelled, 'labelled picture')} can become the data of ${document.name}.`)}</p>
      <div className={styles.actions}>
        <CommandButton command={trainLabels} icon={Play} label="Train on these" isPrimary={!isMisfit} />
        {document !== undefined && <CommandButton command={detectorForLabels} label="New detector" isPrimary={isMisfit} />}
      </div>
    </section>
  );
}
