/** What the network answers. Classes keep their order, so that bars move and nothing jumps; many are cut to the likeliest. */
import type { CSSProperties } from 'react';
import type { Answer } from '../../engine/run/predict';
import type { FeatureSignature } from '../../engine/run/signature';
import { classes } from '../design/classes';
import { rankedClasses, shareText, valueText } from '../maps/answer-text';
import { useMaps } from '../maps/maps-store';
import { SeenAnswer } from '../segmentation/seen-answer';
import styles from './predict.module.css';

/** As many classes fit the panel in label order; of more the likeliest are shown, ranked. */
const MOST_IN_ORDER = 12;
const RANKED = 10;

export function AnswerList({ path, title, feature }: { readonly path: string; readonly title: string; readonly feature: FeatureSignature | undefined }) {
  const answer = useMaps((state) => state.look?.answers[path]);
  const truth = useMaps((state) => state.look?.truth?.[path]);
  return (
    <section className={classes(styles.answer, answer?.kind === 'seen' && styles.sees)} aria-label={`Answer of ${title}`}>
      <h3>
        {title}
        {truth !== undefined && <span className={styles.truth}>{`labelled ${truth}`}</span>}
      </h3>
      {answer?.kind === 'seen' ? <SeenAnswer seen={answer.seen} feature={feature} title={title} /> : answer ? <AnswerRows answer={answer} truth={truth} /> : <p className={styles.hint}>No answer yet.</p>}
    </section>
  );
}

function AnswerRows({ answer, truth }: { readonly answer: Exclude<Answer, { kind: 'seen' }>; readonly truth: string | undefined }) {
  if (answer.kind === 'number') {
    return (
      <ol className={styles.values}>
        {answer.values.map((value, index) => <li key={index}>{valueText(value)}</li>)}
      </ol>
    );
  }
  const ranked = rankedClasses(answer);
  const shown = ranked.length <= MOST_IN_ORDER ? Object.entries(answer.probabilities).map(([label, share]) => ({ label, share })) : ranked.slice(0, RANKED);
  return (
    <>
      <p className={styles.best}>
        <strong>{answer.label}</strong>
        <span>{shareText(ranked[0]?.share ?? 0)}</span>
      </p>
      <ol className={styles.bars}>
        {shown.map(({ label, share }, index) => (
          <li key={ranked.length <= MOST_IN_ORDER ? label : index} className={classes(label === answer.label && styles.top, label === truth && styles.isTruth)}>
            <span className={styles.label} title={label}>{label}</span>
            <span className={styles.track} style={{ '--share': Number.isFinite(share) ? share : 0 } as CSSProperties} aria-hidden />
            <span className={styles.share}>{shareText(share)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
