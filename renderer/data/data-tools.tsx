import { useData } from '../store/data-store';
import { labelData } from '../commands/labelling';
import { CommandButton } from '../design/command-button';
import controls from '../design/controls.module.css';
import { useBindingReport } from '../store/binding-store';
import styles from './data-panel.module.css';
import { useDataSession, type DataView } from './data-session';

const VIEWS: readonly { readonly view: DataView; readonly title: string }[] = [
  { view: 'browse', title: 'Browse' },
  { view: 'prepare', title: 'Prepare' },
  { view: 'connect', title: 'Connect' },
];

/** Which view of the data is shown, and the way to other data. */
export function DataTools() {
  const view = useDataSession((state) => state.view);
  const hasData = useData((state) => state.request !== undefined);
  const isFolder = useData((state) => state.request?.source.kind === 'folder');
  const problems = useBindingReport().report?.problems.length ?? 0;
  if (!hasData && view !== 'webcam' && view !== 'gestures') return null;
  return (
    <div className={controls.dockTools} data-dock-tools>
      {hasData && (
        <div className={controls.segments} role="group" aria-label="View of the data">
          {VIEWS.map(({ view: one, title }) => (
            <button key={one} type="button" className={controls.segment} aria-pressed={view === one} onClick={() => useDataSession.setState({ view: one })}>
              {title}
              {one === 'connect' && problems > 0 && <span className={styles.badge}>{problems}</span>}
            </button>
          ))}
        </div>
      )}
      {isFolder && <CommandButton command={labelData} label="Label" />}
      <button type="button" className={controls.button} aria-pressed={view === 'source'} onClick={() => useDataSession.setState({ view: view === 'source' && hasData ? 'browse' : 'source' })}>
        {view === 'source' && hasData ? 'Back to the data' : hasData ? 'Other data…' : 'Choose data…'}
      </button>
    </div>
  );
}
