/** Below the picture: its name and size, where the cursor is, and whether all is written. */
import { sentence } from '../../engine/core/diagnostic';
import { asProblem } from '../data/choose-data';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { writeLabels } from './edit-labels';
import { useLabelView } from './label-view';
import { useLabelling } from './labelling-store';
import { openFolder } from './open-folder';
import styles from './labelling.module.css';

export function StatusLine() {
  const path = useLabelling((state) => state.pictures[state.at]?.path);
  const width = useLabelling((state) => state.shown?.width);
  const height = useLabelling((state) => state.shown?.height);
  return (
    <footer className={styles.status}>
      <span title={path}>{path}</span>
      {width !== undefined && <span className={styles.number}>{`${width}×${height ?? 0} px`}</span>}
      <Zoom />
      <Coordinates />
      <SavingText />
    </footer>
  );
}

function Zoom() {
  const percent = useLabelView((state) => Math.round(100 * state.scale));
  return <span className={styles.number}>{`${percent} %`}</span>;
}

/** Of the pointer, or of the cursor that the arrow keys move. */
function Coordinates() {
  const cursor = useLabelView((state) => state.cursor);
  return <span className={classes(styles.number, styles.coordinates)} aria-hidden>{cursor && `x ${Math.round(cursor.x)}  y ${Math.round(cursor.y)}`}</span>;
}

const SAVING_TEXT = { fresh: (file: string) => `Will be saved in ${file}`, saving: () => 'Saving…', saved: (file: string) => `Saved in ${file}` } as const;

function SavingText() {
  const saving = useLabelling((state) => state.saving);
  const file = useLabelling((state) => state.file);
  const folder = useLabelling((state) => state.folder);
  if (saving.kind !== 'failed') return <span role="status" className={styles.saving}>{SAVING_TEXT[saving.kind](file)}</span>;
  const problem = asProblem(saving.error);
  const isStale = problem.diagnostics.some(({ code }) => code === 'labels-changed');
  const text = problem.diagnostics.map(sentence).join(' ');
  return (
    <span role="alert" className={classes(styles.saving, styles.failed)}>
      <span title={text}>{text}</span>
      {isStale ? (
        <button type="button" className={controls.button} onClick={() => folder !== undefined && void openFolder(folder)}>Open again</button>
      ) : (
        <button type="button" className={controls.button} onClick={() => void writeLabels()}>Try again</button>
      )}
    </span>
  );
}
