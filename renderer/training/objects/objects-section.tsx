/** What a detector is worth, over all pictures that were looked at: curves and classes, or what is taken for what, nothing included. */
import { useState } from 'react';
import type { SeenAnswers } from '../../../engine/run/answers';
import type { DetectionEvaluation } from '../../../engine/run/metrics/detection';
import { classes as joined } from '../../design/classes';
import controls from '../../design/controls.module.css';
import { formatCount, plural } from '../../network/text';
import views from '../answers/answers-view.module.css';
import type { ConfusionTable } from '../answers/confusion';
import { ConfusionCanvas } from '../answers/confusion-canvas';
import { ConfusionMatrix } from '../answers/confusion-matrix';
import { ShareSwitch } from '../answers/share-switch';
import { useTrainingPanel } from '../panel-store';
import { ObjectClasses } from './object-classes';
import { toggleFilter } from './object-filter';
import { PrecisionChart } from './precision-chart';
import styles from './objects.module.css';

/** More are drawn as a picture of cells. */
const MOST_CELLS = 30;
const BACKGROUND = 'background';

interface ObjectsSectionProps {
  /** Nothing while they are asked for. */
  readonly answers: SeenAnswers | undefined;
}

export function ObjectsSection({ answers }: ObjectsSectionProps) {
  const [shows, setShows] = useState<'curves' | 'confusion'>('curves');
  const [chosen, setChosen] = useState('');
  const detection = answers?.detection;
  return (
    <section className={joined(views.matrix, styles.section)} aria-label="Objects" aria-busy={!detection}>
      <header className={views.head}>
        <div className={controls.segments} role="group" aria-label="What is shown of the objects">
          <button type="button" className={controls.segment} aria-pressed={shows === 'curves'} onClick={() => setShows('curves')}>Precision</button>
          <button type="button" className={controls.segment} aria-pressed={shows === 'confusion'} onClick={() => setShows('confusion')}>Confusion</button>
        </div>
        {detection && shows === 'confusion' && <ShareSwitch />}
        {detection && shows === 'curves' && (
          <select className={joined(controls.select, styles.chosen)} aria-label="Class of the curve" value={chosen} onChange={({ target }) => setChosen(target.value)}>
            <option value="">All classes</option>
            {detection.scores.classes.map(({ label }) => <option key={label} value={label}>{label}</option>)}
          </select>
        )}
        <small>{detection && answers ? `${shows === 'confusion' ? 'rows true, columns said · ' : ''}${judgedText(answers)}` : 'Looking at every picture…'}</small>
      </header>
      {detection && (shows === 'curves' ? <Curves {...detection} chosen={chosen} /> : <Confusions {...detection} />)}
    </section>
  );
}

/** Each picture costs a forward pass, so of large parts not all are looked at. */
function judgedText({ judged, total }: SeenAnswers): string {
  return judged < total ? `${formatCount(judged)} of ${plural(total, 'picture')}` : plural(judged, 'picture');
}

function Curves({ curves, scores, chosen }: DetectionEvaluation & { readonly chosen: string }) {
  const label = scores.classes.findIndex((one) => one.label === chosen);
  const curve = label < 0 ? curves.all : curves.classes[label];
  return (
    <div className={styles.curves}>
      <div className={styles.left}>
        {curve ? <PrecisionChart curve={curve} name={label < 0 ? 'all classes' : chosen} /> : <p className={styles.none}>{label < 0 ? 'The pictures have no objects to be found.' : `The pictures have no object of the class ${chosen}.`}</p>}
      </div>
      <div className={styles.table}><ObjectClasses scores={scores} /></div>
    </div>
  );
}

function Confusions({ scores }: DetectionEvaluation) {
  const inPercent = useTrainingPanel((state) => state.inPercent);
  const table: ConfusionTable = { labels: [...scores.classes.map(({ label }) => label), BACKGROUND], counts: scores.confusion, hasBackground: true };
  const open = (cell: { readonly truth: number; readonly answer: number }): void => toggleFilter({ kind: 'cell', ...cell });
  return table.labels.length > MOST_CELLS ? <ConfusionCanvas confusion={table} onOpen={open} /> : <ConfusionMatrix confusion={table} inPercent={inPercent} hasLabels onOpen={open} />;
}
