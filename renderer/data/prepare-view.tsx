/** What becomes of a picture before the network sees it, and how training varies it. */
import { Shuffle } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { DataRequest, DataSummary } from '../../engine/shell/protocol/data';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { useDocument } from '../store/document-store';
import { AugmentationFields } from './augmentation-fields';
import { AugmentationPreview } from './augmentation-preview';
import { useDataSession } from './data-session';
import { augmentationsOf, stepsOf } from './edit-data';
import { inputOfPictures, shapeOf, stepsFor } from './fit-network';
import { PictureStepFields } from './picture-step-fields';
import styles from './prepare-view.module.css';

export function PrepareView({ request, summary }: { readonly request: DataRequest; readonly summary: DataSummary }) {
  const document = useDocument((state) => state.document);
  const pictures = summary.columns.filter(({ kind }) => kind === 'image').map(({ name }) => name);
  const [wanted, setWanted] = useState<string>();
  const column = wanted !== undefined && pictures.includes(wanted) ? wanted : pictures[0];
  const chosen = useDataSession((state) => state.row);
  const [drawn, setDrawn] = useState(0);
  const row = chosen ?? drawn;
  const input = column === undefined ? undefined : inputOfPictures(document, column);
  const given = column === undefined ? undefined : stepsOf(document.data, column);
  const shape = input ? shapeOf(input).join() : '';
  const steps = useMemo(() => (shape === '' ? [] : given && given.length > 0 ? given : stepsFor(undefined, shape.split(',').map(Number))), [given, shape]);
  const augmentations = useMemo(() => augmentationsOf(document.data), [document.data]);
  if (column === undefined) return <p className={styles.nothing}>{numbersSentence(summary)}</p>;
  if (!input) return <p className={styles.nothing}>Add an Input for pictures to the network; its size says what the pictures are brought to.</p>;
  return (
    <div className={styles.view}>
      <section className={styles.settings} aria-label="Preparation">
        <h3>Preparation</h3>
        {pictures.length > 1 && (
          <select className={classes(controls.select, styles.select)} aria-label="Column" value={column} onChange={({ target }) => setWanted(target.value)}>
            {pictures.map((name) => (
              <option key={name} value={name}>{name}</option>
            ))}
          </select>
        )}
        <PictureStepFields column={column} input={input} />
      </section>
      <section className={styles.settings} aria-label="Random changes">
        <h3>Augmentation of training pictures</h3>
        <AugmentationFields />
      </section>
      <section className={styles.look} aria-label="Preview">
        <header>
          <h3>{`Row ${row}`}</h3>
          <button
            type="button"
            className={controls.button}
            onClick={() => {
              useDataSession.setState({ row: undefined });
              setDrawn(Math.floor(Math.random() * summary.rowCount));
            }}
          >
            <Shuffle size={13} aria-hidden />
            Another
          </button>
        </header>
        <AugmentationPreview request={request} row={Math.min(row, summary.rowCount - 1)} column={column} steps={steps} augmentations={augmentations} seed={document.training?.seed ?? 1} />
      </section>
    </div>
  );
}

function numbersSentence({ columns }: DataSummary): string {
  const numbers = columns.filter(({ kind, isTarget }) => kind === 'number' && !isTarget);
  return numbers.length === 0 ? 'There are no pictures to prepare in this data.' : 'Columns of numbers are brought to mean 0 and deviation 1, measured on the training rows.';
}
