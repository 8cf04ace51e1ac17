/** The answers as text, for reading and for those who do not see the picture. */
import type { LiveAnswer } from '../protocol';
import { Points3d } from '../../landmarks/points-3d';
import { shareText, valueText } from '../../maps/answer-text';
import { plural } from '../../network/text';
import { useLive } from '../live-store';
import styles from './live-panel.module.css';

/** More lines than these nobody reads while they change. */
const MOST_LINES = 10;

export function AnswerLines() {
  const answers = useLive((state) => state.answers);
  return (
    <div className={styles.answers}>
      {[...answers].sort(byRoom).map(({ node, answer }) => {
        const lines = linesOf(answer);
        return (
          <section key={node} aria-label={`Answer of ${node}`}>
            <h3>
              {node}
              <span>{summaryOf(answer)}</span>
            </h3>
            <ol className={styles.lines}>
              {lines.slice(0, MOST_LINES).map(([what, value], index) => (
                <li key={index}>
                  <span>{what}</span>
                  <span>{value}</span>
                </li>
              ))}
            </ol>
            {answer.kind === 'points' && answer.sets.length > 0 && <Points3d sets={answer.sets} skeleton={answer.skeleton} />}
            {lines.length > MOST_LINES && <p className={styles.hint}>{`and ${lines.length - MOST_LINES} more`}</p>}
          </section>
        );
      })}
      {answers.length === 0 && <p className={styles.hint}>No answer yet.</p>}
    </div>
  );
}

/** What takes much room, points in space, comes last. */
function byRoom(a: LiveAnswer, b: LiveAnswer): number {
  return Number(a.answer.kind === 'points') - Number(b.answer.kind === 'points');
}

type Line = readonly [what: string, value: string];

function linesOf(answer: LiveAnswer['answer']): readonly Line[] {
  switch (answer.kind) {
    case 'classes':
      return answer.classes.map((name, index): readonly [string, number] => [name, answer.scores[index] ?? 0]).sort((a, b) => b[1] - a[1]).map(([name, share]): Line => [name, shareText(share)]);
    case 'boxes':
      return answer.detections.map(({ label, score, x, y, width, height }): Line => [`${answer.classes[label] ?? label}  ${[x, y, width, height].map(Math.round).join(' ')}`, shareText(score)]);
    case 'mask':
      return sharesOf(answer.mask.data, answer.classes).map(([name, share]): Line => [name, shareText(share)]);
    case 'points':
      return answer.sets.map(({ score, points }, index): Line => [`${answer.skeleton.name} ${index + 1}, ${plural(points.length, 'point')}`, shareText(score)]);
    case 'numbers':
      return answer.values.map((value, index): Line => [answer.values.length === 1 ? 'value' : String(index + 1), valueText(value)]);
  }
}

function summaryOf(answer: LiveAnswer['answer']): string {
  if (answer.kind === 'boxes') return plural(answer.detections.length, 'object');
  return answer.kind === 'mask' ? 'share of the picture' : '';
}

/** How much of the picture each class covers, the largest first. */
function sharesOf(data: Uint8Array, classes: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<number, number>();
  for (const label of data) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].map(([label, count]): readonly [string, number] => [classes[label] ?? String(label), count / data.length]).sort((a, b) => b[1] - a[1]);
}
