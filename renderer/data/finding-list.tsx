import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Diagnostic } from '../../engine/core/diagnostic';
import { filterRows, useDataSession } from './data-session';
import styles from './overview.module.css';

const FEW = 12;
const ICONS = { error: CircleAlert, warning: TriangleAlert, info: Info } as const;

/** What was found while reading; warnings first. A finding about one file leads to it. */
export function FindingList({ findings }: { readonly findings: readonly Diagnostic[] }) {
  const [words, setWords] = useState('');
  const [isLong, setLong] = useState(false);
  const sorted = [...findings].sort((a, b) => Number(a.severity === 'info') - Number(b.severity === 'info'));
  const found = sorted.filter(({ message }) => message.toLowerCase().includes(words.toLowerCase()));
  const shown = isLong || words !== '' ? found : found.slice(0, FEW);
  if (findings.length === 0) return null;
  return (
    <div className={styles.part}>
      <h3>Findings</h3>
      {findings.length > 6 && <input className={styles.filter} aria-label="Filter the findings" placeholder="Filter" value={words} onChange={({ target }) => setWords(target.value)} />}
      <ul className={styles.findings} aria-label="Findings">
        {shown.map((finding, index) => {
          const Icon = ICONS[finding.severity];
          return (
            <li key={index} className={styles[finding.severity]}>
              <Icon size={13} aria-label={finding.severity === 'info' ? 'Note' : 'Warning'} />
              <span>
                {finding.message} {finding.remedy}
                {finding.file !== undefined && finding.severity !== 'info' && (
                  <button type="button" className={styles.more} onClick={() => showFile(finding.file!)}>Show it</button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {found.length > shown.length && <button type="button" className={styles.more} onClick={() => setLong(true)}>{`Show ${found.length - shown.length} more`}</button>}
    </div>
  );
}

function showFile(file: string): void {
  useDataSession.setState({ view: 'browse' });
  filterRows({ search: file, split: undefined, leftOut: undefined, label: undefined });
}
