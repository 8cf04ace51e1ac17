/** The head of a column: its name, what it holds, whether it is to be predicted, and how its values are spread. */
import { Target } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Column, DataSource } from '../../engine/data/dataset';
import type { DataRequest, DataSummary, Distribution } from '../../engine/shell/protocol/data';
import { Tip } from '../design/tip';
import { formatCount } from '../network/text';
import { report, shell } from '../shell/connection';
import { takeSource } from './choose-data';
import { filterRows } from './data-session';
import styles from './row-table.module.css';

type CsvSource = Extract<DataSource, { kind: 'csv' }>;

const KINDS = ['number', 'category', 'text', 'image'] as const;

interface ColumnHeadProps {
  readonly request: DataRequest;
  readonly summary: DataSummary;
  readonly column: Column;
}

export function ColumnHead({ request, summary, column }: ColumnHeadProps) {
  const { source } = request;
  return (
    <div role="columnheader" className={styles.columnHead}>
      <div className={styles.columnName}>
        <span title={column.name}>{column.name}</span>
        {source.kind === 'csv' ? <TargetButton source={source} summary={summary} column={column} /> : column.isTarget && <Target size={13} aria-label="To be predicted" />}
      </div>
      {source.kind === 'csv' ? (
        <select
          aria-label={`Kind of ${column.name}`}
          value={column.kind}
          onChange={({ target }) => void takeSource({ ...source, kinds: { ...source.kinds, [column.name]: target.value as (typeof KINDS)[number] } }, `Take ${column.name} for ${target.value}`)}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>{kind}</option>
          ))}
        </select>
      ) : (
        <small>{column.kind}</small>
      )}
      {column.kind === 'number' && <NumberBars request={request} summary={summary} column={column.name} />}
      {column.kind === 'category' && <ClassBars summary={summary} column={column.name} />}
    </div>
  );
}

function TargetButton({ source, summary, column }: { readonly source: CsvSource; readonly summary: DataSummary; readonly column: Column }) {
  const now = summary.columns.filter(({ isTarget }) => isTarget).map(({ name }) => name);
  const isOnly = column.isTarget && now.length === 1;
  const change = (): void => {
    if (isOnly) return;
    const { target: _, targets: __, ...rest } = source;
    const targets = column.isTarget ? now.filter((name) => name !== column.name) : [...now, column.name];
    void takeSource({ ...rest, ...(targets.length === 1 ? { target: targets[0]! } : { targets }) }, column.isTarget ? `Do not predict ${column.name}` : `Predict ${column.name}`);
  };
  return (
    <Tip text={column.isTarget ? 'The network learns to predict it' : 'Let the network predict it'} reason={isOnly ? 'One column must be predicted.' : undefined}>
      <button type="button" className={styles.target} aria-label={`Predict ${column.name}`} aria-pressed={column.isTarget} aria-disabled={isOnly} onClick={change}>
        <Target size={13} aria-hidden />
      </button>
    </Tip>
  );
}

function NumberBars({ request, summary, column }: { readonly request: DataRequest; readonly summary: DataSummary; readonly column: string }) {
  const [found, setFound] = useState<Distribution>();
  useEffect(() => {
    let isWanted = true;
    shell()!.request('data.distribution', { ...request, column }).then((answer) => isWanted && setFound(answer), report);
    return () => {
      isWanted = false;
    };
  }, [request, summary, column]);
  if (!found) return <div className={styles.bars} />;
  const most = Math.max(1, ...found.counts);
  return (
    <div className={styles.bars} role="img" aria-label={`${column} runs from ${short(found.least)} to ${short(found.largest)}`}>
      <div className={styles.barLine}>
        {found.counts.map((count, index) => (
          <i key={index} style={{ height: `${(100 * count) / most}%` }} />
        ))}
      </div>
      <span>{short(found.least)}</span>
      <span>{short(found.largest)}</span>
    </div>
  );
}

const MOST_BARS = 24;

function ClassBars({ summary, column }: { readonly summary: DataSummary; readonly column: string }) {
  const counts = (summary.classes[column] ?? []).map(({ label, rows }) => ({ label, count: rows.train + rows.validation + rows.test }));
  const most = Math.max(1, ...counts.map(({ count }) => count));
  return (
    <div className={styles.bars}>
      <div className={styles.barLine}>
        {counts.slice(0, MOST_BARS).map(({ label, count }) => (
          <button key={label} type="button" title={`${label}: ${formatCount(count)}`} aria-label={`Only ${label}, ${formatCount(count)} rows`} onClick={() => filterRows({ label: { column, label } })}>
            <i style={{ height: `${(100 * count) / most}%` }} />
          </button>
        ))}
      </div>
      <span>{`${formatCount(counts.length)} classes`}</span>
    </div>
  );
}

function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : '–';
}
