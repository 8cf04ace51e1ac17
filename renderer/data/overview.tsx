/** The left column: what the data is, how it is divided, its classes, and what was found on the way. */
import { RefreshCw, TriangleAlert } from 'lucide-react';
import { useRef } from 'react';
import { truthColumn } from '../../engine/data/truth';
import type { DataRequest, DataSummary } from '../../engine/shell/protocol/data';
import controls from '../design/controls.module.css';
import { Tip } from '../design/tip';
import { formatCount, plural, shapeText } from '../network/text';
import { rereadData, useData } from '../store/data-store';
import { useDocument } from '../store/document-store';
import { useSession } from '../store/session-store';
import { BuiltinFields } from './builtin-fields';
import { sourceName } from './choose-data';
import { ClassList } from './class-list';
import { CsvFields } from './csv-fields';
import { setFingerprint } from './edit-data';
import { FindingList } from './finding-list';
import { FitButton } from './fit-button';
import styles from './overview.module.css';
import { SeenClasses } from './seen-classes';
import { SplitEditor } from './split-editor';

const SOURCE_KINDS = { builtin: 'Built-in', folder: 'Folder', csv: 'Table' } as const;

export function Overview({ request, summary }: { readonly request: DataRequest; readonly summary: DataSummary }) {
  const { source } = request;
  const findings = useRef<HTMLDivElement>(null);
  const warnings = summary.findings.filter(({ severity }) => severity !== 'info').length;
  const isReading = useData((state) => state.state === 'reading');
  return (
    <section className={styles.overview} aria-label="About the data" aria-busy={isReading}>
      <header className={styles.title}>
        <h2 title={source.kind === 'builtin' ? source.name : source.path}>{sourceName(source)}</h2>
        <small>{SOURCE_KINDS[source.kind]}</small>
        {warnings > 0 && (
          <button type="button" className={styles.warnings} aria-label={`Show ${plural(warnings, 'warning')}`} onClick={() => findings.current?.scrollIntoView({ block: 'start' })}>
            <TriangleAlert size={12} aria-hidden />
            {warnings}
          </button>
        )}
        {source.kind !== 'builtin' && (
          <Tip text="Read the files again" side="left">
            <button type="button" className={controls.icon} aria-label="Read the files again" onClick={rereadData}>
              <RefreshCw size={14} aria-hidden />
            </button>
          </Tip>
        )}
      </header>
      <Facts summary={summary} />
      <ChangedData fingerprint={summary.fingerprint} />
      <FitButton summary={summary} />
      <SplitEditor request={request} summary={summary} />
      <ClassList summary={summary} />
      <SeenClasses summary={summary} />
      {source.kind === 'builtin' && <BuiltinFields source={source} />}
      {source.kind === 'csv' && <CsvFields source={source} />}
      <div ref={findings}>
        <FindingList findings={summary.findings} />
      </div>
    </section>
  );
}

function Facts({ summary: { columns, rowCount } }: { readonly summary: DataSummary }) {
  const order = useSession((state) => state.shapeOrder);
  const image = columns.find(({ kind }) => kind === 'image')?.image;
  const classes = (columns.find(({ isTarget, kind }) => isTarget && kind === 'category') ?? truthColumn(columns))?.classes?.length;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>Rows</dt>
        <dd>{formatCount(rowCount)}</dd>
      </div>
      {image && (
        <div>
          <dt>Most pictures</dt>
          <dd>{shapeText([image.channels, image.height, image.width], order)}</dd>
        </div>
      )}
      <div>
        <dt>{classes === undefined ? 'Columns' : 'Classes'}</dt>
        <dd>{formatCount(classes ?? columns.length)}</dd>
      </div>
    </dl>
  );
}

/** Whoever trains again on other files should know that they are others. */
function ChangedData({ fingerprint }: { readonly fingerprint: string }) {
  const known = useDocument((state) => state.document.data?.fingerprint);
  const isSettled = useData((state) => state.state === 'ready');
  if (known === undefined || known === fingerprint || !isSettled) return null;
  return (
    <div className={styles.notice} role="note">
      <p>The data is not the same as when this network last used it: files were added, removed or renamed.</p>
      <button type="button" className={controls.button} onClick={() => setFingerprint(fingerprint)}>Use it as it is</button>
    </div>
  );
}
