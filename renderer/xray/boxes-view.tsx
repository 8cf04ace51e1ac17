/** Raw boxes, and what is left of them: each kept box with those that gave way to it, and at which overlap. */
import { useMemo } from 'react';
import { classes as joined } from '../design/classes';
import controls from '../design/controls.module.css';
import { formatCount, plural } from '../network/text';
import { MOST_COMPARED, scoreOfBest, sortBoxes, verdictsOf, type Verdict } from './boxes';
import { ClassName } from './class-name';
import { placeText } from './places';
import type { ReadXray } from './read-xray';
import { stepThroughRows } from './row-keys';
import { scoreDigits } from './scene';
import { Threshold } from './threshold';
import { useXray } from './xray-store';
import styles from './xray.module.css';

/** More rows nobody reads; the picture shows all of them. */
const MOST_ROWS = 150;
/** So many are shown where a network is sure of nothing yet. */
const SOME = 30;
/** Where scores under a hundredth still have room to be told apart. */
const SCORE_POWER = 3;

export function BoxesView({ read }: { readonly read: ReadXray }) {
  const { score, iou, amongAll } = useXray();
  const sorted = useMemo(() => sortBoxes(read, { score, iou, amongAll }), [read, score, iou, amongAll]);
  const verdicts = useMemo(() => verdictsOf(sorted), [sorted]);
  const { kept, suppressed } = sorted.suppression;
  return (
    <section className={styles.side} aria-label="Boxes before and after suppression">
      <div className={styles.sliders}>
        <Threshold title="Score at least" value={score} text={scoreDigits(score)} power={SCORE_POWER} onChange={(value) => useXray.setState({ score: value })} />
        <Threshold title="Overlap at most (IoU)" value={iou} text={iou.toFixed(2)} onChange={(value) => useXray.setState({ iou: value })} />
        <label className={styles.check}>
          <input type="checkbox" checked={amongAll} onChange={({ target }) => useXray.setState({ amongAll: target.checked })} />
          Whatever the class
        </label>
      </div>
      <p className={styles.summary} role="status">
        <span>{`${formatCount(sorted.total)} of ${plural(read.found.length, 'box', 'boxes')} ${sorted.total === 1 ? 'scores' : 'score'} enough`}</span>
        <span>{`${formatCount(kept.length)} kept`}</span>
        <span>{`${formatCount(suppressed.length)} suppressed`}</span>
        {sorted.total > MOST_COMPARED && <span>{`the best ${formatCount(MOST_COMPARED)} are compared`}</span>}
      </p>
      {verdicts.length === 0 ? <NothingScores read={read} /> : <Boxes read={read} verdicts={verdicts} />}
    </section>
  );
}

function NothingScores({ read }: { readonly read: ReadXray }) {
  const best = scoreOfBest(read, 1);
  return (
    <div className={styles.nothing}>
      <p>{`No box scores that much: the highest score is ${scoreDigits(best)}.${read.xray.origin.kind === 'untrained' ? ' Nothing is trained yet.' : ''}`}</p>
      <button type="button" className={controls.button} onClick={() => useXray.setState({ score: scoreOfBest(read, SOME) })}>{`Show the best ${SOME}`}</button>
    </div>
  );
}

function Boxes({ read, verdicts }: { readonly read: ReadXray; readonly verdicts: readonly Verdict[] }) {
  const place = useXray((state) => state.place);
  return (
    <div className={styles.tablePlace} tabIndex={-1}>
      <table className={styles.table} aria-label="Boxes">
        <thead>
          <tr>
            <th scope="col">Box</th>
            <th scope="col" className={styles.number}>Score</th>
            <th scope="col">Suppression</th>
            <th scope="col" className={styles.number}>IoU</th>
            <th scope="col">Place</th>
          </tr>
        </thead>
        <tbody onKeyDown={stepThroughRows}>
          {verdicts.slice(0, MOST_ROWS).map(({ box, by, iou }) => (
            <tr key={box.row} className={joined(by ? styles.suppressed : styles.kept, box.row === place && styles.chosen)}>
              <td>
                <button type="button" className={styles.rowButton} aria-pressed={box.row === place} onClick={() => useXray.setState({ place: box.row === place ? undefined : box.row })}>
                  <ClassName label={box.label} classes={read.classes} />
                </button>
              </td>
              <td className={styles.number}>{scoreDigits(box.score)}</td>
              <td>{by ? `by ${read.classes[by.label] ?? by.label} ${scoreDigits(by.score)}` : 'kept'}</td>
              <td className={styles.number}>{iou === undefined ? '' : iou.toFixed(3)}</td>
              <td className={styles.place}>{placeText(read, box.row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {verdicts.length > MOST_ROWS && <p className={styles.hint}>{`and ${formatCount(verdicts.length - MOST_ROWS)} more; raise the score to see fewer`}</p>}
    </div>
  );
}
