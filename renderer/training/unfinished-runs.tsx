/** On the start screen: runs that were stopped or broken off, to go on with or to throw away. */
import { Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { RunSummary } from '../../engine/shell/protocol/runs';
import controls from '../design/controls.module.css';
import { Tip } from '../design/tip';
import { activeRun, useRun } from '../store/run-store';
import { showDock } from '../store/session-store';
import { whenText } from '../start/when-text';
import { showTrainingView } from './panel-store';
import { openRunDocument, removeRun, resumeRun, showRun } from './run-control';
import { runLine } from './run-list/run-text';

/** The look is that of the start screen's other lists. */
export interface ListStyles {
  readonly heading: string | undefined;
  readonly files: string | undefined;
  readonly file: string | undefined;
}

/** So many before one asks for the rest: the templates must stay in sight. */
const FEW = 3;

async function goOn({ run }: RunSummary): Promise<void> {
  if (!(await showRun(run))) return;
  openRunDocument();
  showDock('training');
  showTrainingView('progress');
  await resumeRun(run);
}

export function UnfinishedRuns({ styles }: { readonly styles: ListStyles }) {
  const runs = useRun((state) => state.list);
  const isBusy = useRun((state) => activeRun(state) !== undefined);
  const [isLong, setLong] = useState(false);
  const unfinished = runs.filter(({ state }) => state === 'unfinished');
  if (unfinished.length === 0 || isBusy) return null;
  return (
    <section aria-labelledby="unfinished-runs">
      <h2 id="unfinished-runs" className={styles.heading}>Unfinished runs</h2>
      <ul className={styles.files}>
        {unfinished.slice(0, isLong ? undefined : FEW).map((summary) => (
          <li key={summary.run}>
            <button type="button" className={styles.file} aria-label={`Resume ${summary.title}`} onClick={() => void goOn(summary)}>
              <Play size={15} aria-hidden />
              <span>{`Resume ${summary.title}`}</span>
              <small>{runLine(summary)}</small>
              <time dateTime={summary.createdAt}>{whenText(summary.createdAt)}</time>
            </button>
            <Tip text="Delete this run" side="left">
              <button type="button" className={controls.icon} aria-label={`Delete ${summary.title}`} onClick={() => void removeRun(summary)}>
                <Trash2 size={15} aria-hidden />
              </button>
            </Tip>
          </li>
        ))}
      </ul>
      {unfinished.length > FEW && !isLong && (
        <button type="button" className={controls.button} onClick={() => setLong(true)}>{`Show all ${unfinished.length}`}</button>
      )}
    </section>
  );
}
