/** What the shown run is doing, as a sentence. */
import { sentence } from '../../engine/core/diagnostic';
import { useDocument } from '../store/document-store';
import { isUnderWay, useRun, type RunStoreState } from '../store/run-store';
import { statusText } from './status-text';
import { substanceOf } from './substance';
import styles from './progress-view.module.css';

export function RunStatus() {
  const text = useRun(statusText);
  const failure = useRun((state) => state.failure);
  return (
    <>
      <p className={styles.status} role="status">{text}</p>
      {failure && <p className={styles.failure}>{failure.diagnostics.map(sentence).join(' ')}</p>}
    </>
  );
}

/** What one may want to know about the run, below its numbers. */
export function RunRemarks() {
  const warnings = useRun((state) => state.warnings);
  const hasChanged = useHasChanged();
  return (
    <>
      {hasChanged && <p className={styles.hint}>The canvas has changed since; the run trains the network as it was started.</p>}
      {warnings.length > 0 && (
        <details className={styles.warnings}>
          <summary>{warnings.length === 1 ? '1 warning' : `${warnings.length} warnings`}</summary>
          <ul>
            {warnings.map((warning) => (
              <li key={warning.message}>{sentence(warning)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Whether the open network is another one than the run under way trains: boxes moved about do not count. */
function useHasChanged(): boolean {
  const open = useDocument((state) => (state.isOpen ? state.document : undefined));
  const trained = useRun((state: RunStoreState) => (isUnderWay(state.run?.state) ? state.document : undefined));
  return open !== undefined && trained !== undefined && substanceOf(open) !== substanceOf(trained);
}
