/** Watched values beside the step, where there is room for one line each. */
import type { Trace } from '../../../engine/run/trace-listing';
import { useWatchedLines } from './use-watched-lines';
import { pointDetail, pointText } from './watched-lines';
import { useWatches, watchKey } from './watches-store';
import { showWatch } from './watches-body';
import styles from './watches.module.css';

export function WatchList({ trace }: { readonly trace: Trace }) {
  const hasAny = useWatches(({ watches }) => watches.length > 0);
  return hasAny ? <Lines trace={trace} /> : null;
}

function Lines({ trace }: { readonly trace: Trace }) {
  const { answer } = useWatchedLines(trace);
  return (
    <section aria-label="Watched" className={styles.list}>
      <h3 className={styles.title}>Watched</h3>
      <ul>
        {answer!.lines.map(({ watch, name, points, isMade }) => {
          const point = isMade ? points?.at(-1) : undefined;
          return (
            <li key={watchKey(watch)}>
              <button type="button" className={styles.line} onClick={() => showWatch(watch)} title={point === undefined ? name : `${name}: ${pointDetail(point)}`}>
                <span>{name}</span>
                <span className={styles.lineFigure}>{point === undefined ? (points === undefined ? '–' : 'not yet') : pointText(point)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
