/** What became of the nodes of a file. */
import type { ImportReport } from '../../engine/import/report';
import { findLayer } from '../../engine/layers/index';
import styles from './import-dialog.module.css';
import { TrainingNote } from './training-note';

export function ImportFacts({ report }: { readonly report: ImportReport }) {
  const { computing, recognised, layers, ops, notTrainable, assumedLoss, assumedBatch } = report;
  const kept = Object.values(ops).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <dl className={styles.facts}>
        <dt>Nodes that compute</dt>
        <dd>{computing.toLocaleString('en')}</dd>
        <dt>Became layers</dt>
        <dd>{shareText(recognised, computing)}</dd>
        <dt>Stayed operators</dt>
        <dd>{kept === 0 ? 'None' : kept.toLocaleString('en')}</dd>
      </dl>
      <Counts title="Layers" counts={Object.fromEntries(Object.entries(layers).map(([type, count]) => [findLayer(type)?.title ?? type, count]))} />
      {kept > 0 && <Counts title="Operators" counts={ops} />}
      {notTrainable.length > 0 && <p className={styles.note}>Training cannot go through {notTrainable.join(', ')}. Freeze what comes before, or replace {notTrainable.length === 1 ? 'it' : 'them'} with layers.</p>}
      {assumedBatch !== undefined && <p className={styles.note}>The file was written for {assumedBatch === 1 ? 'one sample' : `${assumedBatch} samples`} at a time. The network takes any number.</p>}
      <TrainingNote assumedLoss={assumedLoss} />
    </>
  );
}

function shareText(part: number, whole: number): string {
  const share = whole === 0 ? 0 : Math.floor((100 * part) / whole);
  return part === whole ? 'All of them' : `${part.toLocaleString('en')} (${share} %)`;
}

function Counts({ title, counts }: { readonly title: string; readonly counts: Readonly<Record<string, number>> }) {
  const entries = Object.entries(counts);
  if (entries.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      <ul className={styles.counts}>
        {entries.map(([name, count]) => (
          <li key={name}>{name}<span>{count.toLocaleString('en')}</span></li>
        ))}
      </ul>
    </section>
  );
}
