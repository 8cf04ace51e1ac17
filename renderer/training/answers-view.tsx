/** Where the network errs: confusions or a scatter of its numbers, and the samples it does worst on. */
import { useState } from 'react';
import type { Answers, ClassAnswer, NumberAnswer, SeenAnswers, SeenSample } from '../../engine/run/answers';
import type { Scores } from '../../engine/run/metrics';
import type { LogLine } from '../../engine/run/metrics-log';
import type { EpochEvent } from '../../engine/run/trainer';
import { haveMasks } from '../../engine/vision/segment-views';
import controls from '../design/controls.module.css';
import { plural } from '../network/text';
import { useRun } from '../store/run-store';
import { openCell } from './answers/answers-store';
import { confusionOf, type Confusion } from './answers/confusion';
import { ConfusionCanvas } from './answers/confusion-canvas';
import { ConfusionMatrix } from './answers/confusion-matrix';
import { Samples } from './answers/samples';
import { Scatter } from './answers/scatter';
import { ShareSwitch } from './answers/share-switch';
import { useLiveAnswers } from './answers/use-answers';
import { ClassScores } from '../segmentation/class-scores';
import { OpacitySlider, ViewSwitch } from '../segmentation/look-controls';
import { SeenSamples } from '../segmentation/seen-samples';
import { lastEpochOf, scoresOf } from './curves/curve-metrics';
import { passes, type ObjectFilter } from './objects/faults';
import { FaultFilter } from './objects/fault-filter';
import { useObjectFilter } from './objects/object-filter';
import { ObjectsSection } from './objects/objects-section';
import { useTrainingPanel } from './panel-store';
import styles from './answers/answers-view.module.css';

const MOST_CELLS = 30;
const PAGE = 24;

export function AnswersView() {
  const history = useRun((state) => state.history);
  const output = useTrainingPanel((state) => state.output);
  const hasRun = useRun((state) => state.run !== undefined);
  const confusion = confusionOf(history, output);
  const pixels = scoresOfKind('segmentation', history, output);
  const findsObjects = scoresOfKind('detection', history, output) !== undefined;
  const { answers, state, failure } = useLiveAnswers();
  if (!hasRun) return <p className={styles.empty}>Nothing has been trained yet. What the network gets wrong appears here.</p>;
  return (
    <div className={styles.view}>
      <OutputChoice />
      {confusion && <Matrix confusion={confusion} />}
      {pixels && <PixelScores {...pixels} />}
      {findsObjects && <ObjectsSection answers={answers?.kind === 'seen' ? answers : undefined} />}
      {answers?.kind === 'regression' && <Scatter answers={answers} />}
      <section className={styles.worst} aria-label="Worst answers">
        <header className={styles.head}>
          <h3>Worst answers</h3>
          <small>{answers ? <WorstNote answers={answers} /> : ''}</small>
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

interface EpochScores<Kind extends Scores['kind']> {
  readonly scores: Extract<Scores, { kind: Kind }>;
  readonly epoch: EpochEvent;
}

/** Of the last epoch, for an Output of one kind. */
function scoresOfKind<Kind extends Scores['kind']>(kind: Kind, history: readonly LogLine[], output: string | undefined): EpochScores<Kind> | undefined {
  const epoch = lastEpochOf(history);
  const scores = epoch && scoresOf(epoch.validation ?? epoch.train, output);
  return epoch && scores?.kind === kind ? { scores: scores as EpochScores<Kind>['scores'], epoch } : undefined;
}

function PixelScores({ scores, epoch }: EpochScores<'segmentation'>) {
  return (
    <section className={styles.matrix} aria-label="Classes of pixels">
      <header className={styles.head}>
        <h3>Classes</h3>
        <small>{`epoch ${epoch.epoch}, ${epoch.validation ? 'validation' : 'train'}`}</small>
      </header>
      <ClassScores scores={scores} />
    </section>
  );
}

/** The most mistaken first; what is right is left out where there are mistakes. */
function Worst({ answers }: { readonly answers: Answers }) {
  const [shown, setShown] = useState(PAGE);
  const filter = useFilter(answers);
  const rows = answers.kind === 'seen' ? withFilter(answers, filter) : answers.rows;
  if (answers.rows.length === 0) return <p className={styles.empty}>The part has no samples that can be read.</p>;
  return (
    <>
      {answers.kind === 'seen' && answers.detection && <FaultFilter errors={answers.detection.scores.errors} />}
      {answers.kind === 'seen' && answers.rows.some(({ truth }) => truth.kind === 'boxes' && haveMasks(truth)) && <div className={styles.look}><ViewSwitch /><OpacitySlider /></div>}
      {answers.kind === 'seen' ? <SeenSamples rows={(rows as readonly SeenSample[]).slice(0, shown)} filter={filter} /> : <Samples answers={answers} rows={worstFirst(answers).slice(0, shown)} />}
      {rows.length > shown && (
        <button type="button" className={controls.button} onClick={() => setShown(shown + PAGE)}>{`Show ${Math.min(PAGE, rows.length - shown)} more`}</button>
      )}
    </>
  );
}

function useFilter(answers: Answers): ObjectFilter | undefined {
  return useObjectFilter((state) => (answers.kind === 'seen' && answers.detection ? state.filter : undefined));
}

function withFilter({ rows }: SeenAnswers, filter: ObjectFilter | undefined): readonly SeenSample[] {
  return filter ? rows.filter(({ judgement }) => judgement.kind === 'boxes' && judgement.outcomes.some((outcome) => passes(outcome, filter))) : rows;
}

/** Of many pictures only the worst are kept, and what is looked for may be in others. */
function WorstNote({ answers }: { readonly answers: Answers }) {
  const filter = useFilter(answers);
  if (answers.kind !== 'seen' || !filter) return `of the ${answers.part} part, by the last checkpoint`;
  const { rows, judged } = answers;
  return `${plural(withFilter(answers, filter).length, 'picture')} of the ${rows.length < judged ? `worst ${rows.length}` : rows.length} with what was chosen`;
}

function worstFirst(answers: Exclude<Answers, SeenAnswers>): readonly (ClassAnswer | NumberAnswer)[] {
  return [...answers.rows].sort((a, b) => b.loss - a.loss);
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
