/** Where the network errs: confusions or a scatter of its numbers, and the samples it does worst on. */
import { useState } from 'react';
import type { Answers } from '../../engine/run/answers';
import controls from '../design/controls.module.css';
import { useRun } from '../store/run-store';
import { openCell } from './answers/answers-store';
import { confusionOf, type Confusion } from './answers/confusion';
import { ConfusionCanvas } from './answers/confusion-canvas';
import { ConfusionMatrix } from './answers/confusion-matrix';
import { Samples } from './answers/samples';
import { Scatter } from './answers/scatter';
import { ShareSwitch } from './answers/share-switch';
import { useLiveAnswers } from './answers/use-answers';
import { useTrainingPanel } from './panel-store';
import styles from './answers/answers-view.module.css';

const MOST_CELLS = 30;
const PAGE = 24;

export function AnswersView() {
  const history = useRun((state) => state.history);
  const output = useTrainingPanel((state) => state.output);
  const hasRun = useRun((state) => state.run !== undefined);
  const confusion = confusionOf(history, output);
  const { answers, state, failure } = useLiveAnswers();
  if (!hasRun) return <p className={styles.empty}>Nothing has been trained yet. What the network gets wrong appears here.</p>;
  return (
    <div className={styles.view}>
      <OutputChoice />
      {confusion && <Matrix confusion={confusion} />}
      {answers?.kind === 'regression' && <Scatter answers={answers} />}
      <section className={styles.worst} aria-label="Worst answers">
        <header className={styles.head}>
          <h3>Worst answers</h3>
          <small>{answers ? `of the ${answers.part} part, by the last checkpoint` : ''}</small>
          {state === 'reading' && <small role="status">Asking for every sample…</small>}
        </header>
        {state === 'failed' && <p className={styles.failure}>{failure}</p>}
        {answers && <Worst answers={answers} />}
      </section>
    </div>
  );
}

function Matrix({ confusion }: { readonly confusion: Confusion }) {
  const inPercent = useTrainingPanel((state) => state.inPercent);
  return (
    <section className={styles.matrix} aria-label="Confusions">
      <header className={styles.head}>
        <h3>Confusion</h3>
        <ShareSwitch />
        <small>{`rows true, columns predicted · epoch ${confusion.epoch}, ${confusion.part}`}</small>
      </header>
      {confusion.labels.length > MOST_CELLS ? <ConfusionCanvas confusion={confusion} onOpen={openCell} /> : <ConfusionMatrix confusion={confusion} inPercent={inPercent} hasLabels onOpen={openCell} />}
    </section>
  );
}

/** The most mistaken first; what is right is left out where there are mistakes. */
function Worst({ answers }: { readonly answers: Answers }) {
  const [shown, setShown] = useState(PAGE);
  const rows = [...answers.rows].sort((a, b) => b.loss - a.loss);
  if (rows.length === 0) return <p className={styles.empty}>The part has no samples that can be read.</p>;
  return (
    <>
      <Samples answers={answers} rows={rows.slice(0, shown)} />
      {rows.length > shown && (
        <button type="button" className={controls.button} onClick={() => setShown(shown + PAGE)}>{`Show ${Math.min(PAGE, rows.length - shown)} more`}</button>
      )}
    </>
  );
}

/** Only where there are several. */
function OutputChoice() {
  const target = useTrainingPanel((state) => state.output);
  const outputs = useRun(({ history }) => {
    const epoch = history.findLast((line) => line.event === 'epoch');
    return epoch ? Object.keys(epoch.train.outputs).join('\n') : '';
  }).split('\n');
  if (outputs.length < 2) return null;
  return (
    <label className={styles.output}>
      Output
      <select className={controls.select} value={target ?? outputs[0]} onChange={({ target: { value } }) => useTrainingPanel.setState({ output: value })}>
        {outputs.map((output) => (
          <option key={output} value={output}>{output}</option>
        ))}
      </select>
    </label>
  );
}
