import { useState, type DragEvent } from 'react';
import { classes } from '../design/classes';
import { GesturesView } from '../gestures/gestures-view';
import { rereadData, useData } from '../store/data-store';
import { BrowseView } from './browse-view';
import { ChoosingStrip } from './choosing-strip';
import { ConnectView } from './connect-view';
import styles from './data-panel.module.css';
import { DataTools } from './data-tools';
import { useDataSession } from './data-session';
import { FailedData } from './failed-data';
import { Overview } from './overview';
import { PrepareView } from './prepare-view';
import { SourceView } from './source-view';
import { filesOfDrop, uploadData } from './upload';
import { WebcamView } from './webcam-view';

/** The data of the network: where it comes from, what is in it, and what becomes of it before training. */
export function DataPanel() {
  const [isOver, setOver] = useState(false);
  const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files');
  return (
    <div
      className={classes(styles.panel, isOver && styles.over)}
      onDragOver={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        void filesOfDrop(event.dataTransfer.items).then(uploadData);
      }}
    >
      <DataTools />
      <ChoosingStrip />
      <Content />
    </div>
  );
}

function Content() {
  const { request, summary, state, failure } = useData();
  const view = useDataSession((session) => session.view);
  if (view === 'webcam') return <WebcamView />;
  if (view === 'gestures') return <GesturesView />;
  if (view === 'source' || !request) return <SourceView />;
  if (state === 'failed' && failure) return <FailedData request={request} failure={failure} onRetry={rereadData} />;
  if (!summary) return <Skeleton />;
  if (view === 'prepare') return <PrepareView request={request} summary={summary} />;
  return (
    <div className={styles.columns}>
      <Overview request={request} summary={summary} />
      {view === 'browse' && <BrowseView request={request} summary={summary} />}
      {view === 'connect' && <ConnectView request={request} summary={summary} />}
    </div>
  );
}

/** Where the numbers and pictures will be, while they are read. */
function Skeleton() {
  return (
    <div className={styles.columns} role="status" aria-label="Reading the data">
      <div className={styles.skeletonLines} aria-hidden>
        {[70, 45, 90, 60, 80].map((width) => (
          <i key={width} style={{ width: `${width}%` }} />
        ))}
      </div>
      <div className={styles.skeletonGrid} aria-hidden>
        {Array.from({ length: 40 }, (_, index) => (
          <i key={index} />
        ))}
      </div>
    </div>
  );
}
