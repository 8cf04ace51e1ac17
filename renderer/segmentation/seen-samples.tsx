/** The worst pictures of a run that sees: what is there, what was answered, and where the two differ. Choosing one sends it through the canvas. */
import { useMemo, type ReactNode } from 'react';
import type { SeenSample } from '../../engine/run/answers';
import type { VisionAnswer } from '../../engine/vision/answer';
import type { SeenJudgement } from '../../engine/run/seen-rows';
import { classes } from '../design/classes';
import { plural } from '../network/text';
import { showSample, useSample } from '../store/sample-store';
import { percentText } from '../training/number-text';
import { FAULTS, marksOf, type Marks, type ObjectFilter } from '../training/objects/faults';
import { disagreement } from './disagreement';
import { answerInView, useMaskLook } from './mask-look';
import { OverlayCanvas } from './overlay-canvas';
import { pixelsBitmap } from './pixels-bitmap';
import styles from './segmentation.module.css';

interface SeenSamplesProps {
  readonly rows: readonly SeenSample[];
  /** What is marked in the pictures of objects; all that is wrong unless it is given. */
  readonly filter: ObjectFilter | undefined;
}

export function SeenSamples({ rows, filter }: SeenSamplesProps) {
  const chosen = useSample(({ sample }) => (sample?.kind === 'row' ? sample.row : undefined));
  return (
    <ul className={styles.samples}>
      {rows.map((sample) => (
        <li key={sample.row}>
          <button type="button" className={classes(styles.sample, chosen === sample.row && styles.chosen)} aria-pressed={chosen === sample.row} title={`${sample.name} (show it on the canvas)`} onClick={() => showSample({ kind: 'row', row: sample.row })}>
            <Pictures sample={sample} filter={filter} />
            <span className={styles.words}>
              <b>{sample.name}</b>
              <span>{judgementText(sample.judgement)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Pictures({ sample: { picture, truth, answer, judgement }, filter }: { readonly sample: SeenSample; readonly filter: ObjectFilter | undefined }) {
  const bitmap = useMemo(() => pixelsBitmap(picture), [picture]);
  const view = useMaskLook((state) => state.view);
  const [there, said] = useMemo(() => [truth, answer].map((one) => answerInView(one, view, picture)), [truth, answer, view, picture]);
  const wrong = useMemo(() => (judgement.kind === 'boxes' ? marksOf(judgement.outcomes, filter) : maskMarks(truth, answer)), [truth, answer, judgement, filter]);
  return (
    <span className={styles.pictures}>
      <Titled title="truth"><OverlayCanvas picture={bitmap} answer={there} label="What is there" className={styles.small} labels="none" /></Titled>
      <Titled title="answer"><OverlayCanvas picture={bitmap} answer={said} label="What was answered" className={styles.small} labels="none" /></Titled>
      {wrong && <Titled title={wrong.missed.length > 0 ? 'wrong, missed dashed' : filter ? 'what is asked for' : 'wrong'}><OverlayCanvas picture={bitmap} answer={wrong.said} missed={wrong.missed} label="Where they differ" className={styles.small} labels="none" marksErrors /></Titled>}
    </span>
  );
}

function maskMarks(truth: VisionAnswer, answer: VisionAnswer): Marks | undefined {
  const said = disagreement(truth, answer);
  return said && { said, missed: [] };
}

function Titled({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <span className={styles.titled}>
      {children}
      <small>{title}</small>
    </span>
  );
}

export function judgementText(judgement: SeenJudgement): string {
  switch (judgement.kind) {
    case 'mask':
      return `mean IoU ${percentText(judgement.meanIou, 1)}, ${percentText(judgement.pixelAccuracy, 1)} of pixels right`;
    case 'points':
      return `${judgement.distance.toFixed(1)} px off`;
    case 'boxes': {
      const { right, ...wrong } = judgement.errors;
      const told = FAULTS.flatMap(({ fault, word }) => (wrong[fault] > 0 ? [`${wrong[fault]} ${word}`] : []));
      const isSilent = right === 0 && FAULTS.every(({ fault }) => fault === 'missed' || wrong[fault] === 0);
      return [isSilent ? 'nothing found' : `${plural(right, 'object')} right`, ...told].join(', ');
    }
  }
}
