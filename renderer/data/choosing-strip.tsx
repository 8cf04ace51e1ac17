/** What happens to the data that was pointed at last: on its way, being read, refused, or other than expected. */
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { sentence } from '../../engine/core/diagnostic';
import { classes } from '../design/classes';
import controls from '../design/controls.module.css';
import { formatBytes, formatCount, plural } from '../network/text';
import { useData } from '../store/data-store';
import { adoptAsked, sourceName, stopChoosing, useChoosing, type UploadProgress } from './choose-data';
import styles from './data-panel.module.css';

export function ChoosingStrip() {
  const choosing = useChoosing((state) => state.choosing);
  const hasData = useData((state) => state.summary !== undefined);
  switch (choosing.phase) {
    case 'idle':
      return null;
    case 'reading':
      return (
        <div className={styles.strip} role="status">
          <p>{`Reading ${choosing.title}…`}</p>
          <progress aria-label={`Reading ${choosing.title}`} />
          <button type="button" className={controls.button} onClick={choosing.cancel}>Cancel</button>
        </div>
      );
    case 'uploading':
      return (
        <div className={styles.strip}>
          <p role="status">{`Uploading ${choosing.title}`}</p>
          <span className={styles.figure}>{uploadText(choosing.progress)}</span>
          <progress aria-label={`Uploading ${choosing.title}`} max={Math.max(1, choosing.progress.bytes)} value={choosing.progress.bytesDone} />
          <button type="button" className={controls.button} onClick={choosing.cancel}>Cancel</button>
        </div>
      );
    case 'failed':
      return (
        <div className={classes(styles.strip, styles.bad)} role="alert">
          <CircleAlert size={16} aria-hidden />
          <p>
            {choosing.failure.diagnostics.map(sentence).join(' ')} {hasData && 'The data from before is still used.'}
          </p>
          <button type="button" className={controls.button} onClick={stopChoosing}>Close</button>
        </div>
      );
    case 'asking':
      return (
        <div className={styles.strip} role="alert">
          <TriangleAlert size={16} aria-hidden />
          <p>{`This is not the data that the network was used with: ${sourceName(choosing.source)} holds ${contents(choosing.summary)}.`}</p>
          <button type="button" className={controls.button} onClick={adoptAsked}>Use it all the same</button>
          <button type="button" className={classes(controls.button, controls.primary)} onClick={stopChoosing}>Keep looking</button>
        </div>
      );
  }
}

function contents({ rowCount, columns }: Extract<ReturnType<typeof useChoosing.getState>['choosing'], { phase: 'asking' }>['summary']): string {
  const labels = columns.find(({ isTarget, kind }) => isTarget && kind === 'category')?.classes ?? [];
  const named = labels.length === 0 ? plural(columns.length, 'column') : `${plural(labels.length, 'class', 'classes')} (${labels.slice(0, 4).join(', ')}${labels.length > 4 ? ', …' : ''})`;
  return `${plural(rowCount, 'row')} and ${named}`;
}

function uploadText({ files, filesDone, bytes, bytesDone, elapsed }: UploadProgress): string {
  const perSecond = elapsed > 0 ? (1000 * bytesDone) / elapsed : 0;
  const rate = elapsed > 500 ? ` · ${formatBytes(Math.round(perSecond))}/s` : '';
  const seconds = perSecond > 0 && elapsed > 1500 ? ` · ${Math.ceil((bytes - bytesDone) / perSecond)} s left` : '';
  return `${formatCount(filesDone)} of ${plural(files, 'file')} · ${formatBytes(bytesDone)} of ${formatBytes(bytes)}${rate}${seconds}`;
}
