/** Any row of the data: by its number, among those of a class, or by what its name contains. */
import { useEffect, useId, useState } from 'react';
import type { DataRow, DataSummary } from '../../../engine/shell/protocol/data';
import { classes as joined } from '../../design/classes';
import controls from '../../design/controls.module.css';
import { formatCount } from '../../network/text';
import { useData } from '../../store/data-store';
import { showSample, useSample } from '../../store/sample-store';
import { useFoundRows } from './use-found-rows';
import styles from './sample.module.css';

export function RowChoice() {
  const summary = useData((state) => state.summary);
  const row = useSample((state) => state.sample?.row);
  const [label, setLabel] = useState('');
  const [search, setSearch] = useState('');
  const column = summary && labelledColumn(summary);
  const { rows, total, problem } = useFoundRows({ ...(column !== undefined && label !== '' && { label: { column, label } }), ...(search.trim() !== '' && { search: search.trim() }) });
  if (!summary) return <p className={styles.hint}>Reading the data.</p>;
  return (
    <>
      <div className={styles.filters}>
        <RowNumber row={row} count={summary.rowCount} />
        {column !== undefined && (
          <label className={styles.filter}>
            {column}
            <select className={controls.select} value={label} onChange={({ target }) => setLabel(target.value)}>
              <option value="">any</option>
              {summary.classes[column]!.map(({ label: one }) => <option key={one} value={one}>{one}</option>)}
            </select>
          </label>
        )}
        <label className={styles.filter}>
          Name
          <input className={styles.field} value={search} placeholder="part of it" onChange={({ target }) => setSearch(target.value)} />
        </label>
      </div>
      {problem !== undefined && <p role="alert" className={styles.problem}>{problem}</p>}
      <ul className={styles.rows} aria-label="Rows">
        {rows.map((one) => <Row key={one.row} found={one} column={column} isShown={one.row === row} />)}
      </ul>
      <p className={styles.hint} role="status">{total === undefined ? 'Looking through the rows.' : total === 0 ? 'No row is like that.' : total > rows.length ? `The first ${rows.length} of ${formatCount(total)} rows.` : `${formatCount(total)} ${total === 1 ? 'row' : 'rows'}.`}</p>
    </>
  );
}

/** The column by which rows are told apart: the only one with classes, or the first of several. */
function labelledColumn({ classes, columns }: DataSummary): string | undefined {
  return columns.find(({ name }) => (classes[name]?.length ?? 0) > 0)?.name;
}

function Row({ found: { row, name, values }, column, isShown }: { readonly found: DataRow; readonly column: string | undefined; readonly isShown: boolean }) {
  const label = column === undefined ? undefined : values[column];
  return (
    <li>
      <button type="button" className={joined(styles.row, isShown && styles.shown)} aria-current={isShown || undefined} onClick={() => showSample({ kind: 'row', row })}>
        <span className={styles.number}>{row}</span>
        <span className={styles.name}>{name}</span>
        {label !== undefined && <span>{label}</span>}
      </button>
    </li>
  );
}

function RowNumber({ row, count }: { readonly row: number | undefined; readonly count: number }) {
  const id = useId();
  const [text, setText] = useState(String(row ?? ''));
  useEffect(() => setText(String(row ?? '')), [row]);
  const wanted = Number(text);
  const isWrong = text.trim() === '' || !Number.isInteger(wanted) || wanted < 0 || wanted >= count;
  return (
    <label className={styles.filter} htmlFor={id}>
      Row
      <input
        id={id}
        className={styles.field}
        inputMode="numeric"
        value={text}
        aria-invalid={isWrong}
        title={isWrong ? `A whole number from 0 to ${count - 1}.` : undefined}
        onChange={({ target }) => {
          setText(target.value);
          const next = Number(target.value);
          if (target.value.trim() !== '' && Number.isInteger(next) && next >= 0 && next < count) showSample({ kind: 'row', row: next });
        }}
      />
    </label>
  );
}
