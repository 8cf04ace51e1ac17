/** The worst pictures of a run that sees: what is there, what was answered, and where the two differ. Choosing one sends it through the canvas. */
import { useMemo, type ReactNode } from 'react';
import type { SeenAnswers, SeenSample } from '../../engine/run/answers';
import type { SeenJudgement } from '../../engine/run/seen-rows';
import { classes } from '../design/classes';
import { plural } from '../network/text';
import { showSample, useSample } from '../store/sample-store';
import { percentText } from '../training/number-text';
import { disagreement } from './disagreement';
import { OverlayCanvas } from './overlay-canvas';
import { pixelsBitmap } from './pixels-bitmap';
import styles from './segmentation.module.css';

export function SeenSamples({ answers, shown }: { readonly answers: SeenAnswers; readonly shown: number }) {
  const chosen = useSample(({ sample }) => (sample?.kind === 'row' ? sample.row : undefined));
  return (
    <ul className={styles.samples}>
      {answers.rows.slice(0, shown).map((sample) => (
        <li key={sample.row}>
          <button type="button" className={classes(styles.sample, chosen === sample.row && styles.chosen)} aria-pressed={chosen === sample.row} title={`${sample.name} (show it on the canvas)`} onClick={() => showSample({ kind: 'row', row: sample.row })}>
            <Pictures sample={sample} />
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

function Pictures({ sample: { picture, truth, answer } }: { readonly sample: SeenSample }) {
  const bitmap = useMemo(() => pixelsBitmap(picture), [picture]);
  const wrong = useMemo(() => disagreement(truth, answer), [truth, answer]);
  return (
    <span className={styles.pictures}>
      <Titled title="truth"><OverlayCanvas picture={bitmap} answer={truth} label="What is there" className={styles.small} /></Titled>
      <Titled title="answer"><OverlayCanvas picture={bitmap} answer={answer} label="What was answered" className={styles.small} /></Titled>
      {wrong && <Titled title="wrong"><OverlayCanvas picture={bitmap} answer={wrong} label="Where they differ" className={styles.small} marksErrors /></Titled>}
    </span>
  );
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
      const { right, double, misplaced, wrongClass, invented, missed } = judgement.errors;
      const faults = [[missed, 'missed'], [misplaced, 'misplaced'], [wrongClass, 'of another class'], [double, 'twice'], [invented, 'invented']] as const;
      const told = faults.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : []));
      return [`${plural(right, 'object')} right`, ...told].join(', ');
    }
  }
}
