import { FolderSearch } from 'lucide-react';
import { sentence, type LoomError } from '../../engine/core/diagnostic';
import type { DataRequest } from '../../engine/shell/protocol/data';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { findMovedData } from './choose-data';
import styles from './data-panel.module.css';
import { useDataSession } from './data-session';

interface FailedDataProps {
  readonly request: DataRequest;
  readonly failure: LoomError;
  onRetry(): void;
}

/** In place of data that cannot be read: what is wrong, that the rest works, and the ways on. */
export function FailedData({ request: { source }, failure, onRetry }: FailedDataProps) {
  return (
    <div className={styles.failed} role="alert">
      <FolderSearch size={24} aria-hidden />
      <strong>{failure.diagnostics.map(sentence).join(' ')}</strong>
      <p>The network itself is complete; everything but training works without its data.</p>
      <div className={styles.buttons}>
        {source.kind !== 'builtin' && (
          <button type="button" className={classes(controls.button, controls.primary)} onClick={() => void findMovedData()}>{source.kind === 'csv' ? 'Find table…' : 'Find folder…'}</button>
        )}
        <button type="button" className={controls.button} onClick={onRetry}>Try again</button>
        <button type="button" className={controls.button} onClick={() => useDataSession.setState({ view: 'source' })}>Choose other data</button>
      </div>
    </div>
  );
}
