import { useMemo, useState } from 'react';
import type { DataSummary } from '../../engine/shell/protocol/data';
import { classes } from '../design/classes';
import { formatCount } from '../network/text';
import { filterRows, useDataSession } from './data-session';
import styles from './overview.module.css';

/** More would be a wall; the rest comes on demand. */
const FEW = 40;

/** The classes of the column that is predicted, each as a bar; a click shows its rows alone. */
export function ClassList({ summary }: { readonly summary: DataSummary }) {
  const [isLong, setLong] = useState(false);
  const label = useDataSession((state) => state.filter.label);
  const column = summary.columns.find(({ kind, isTarget }) => kind === 'category' && isTarget)?.name;
  const list = useMemo(() => (column === undefined ? [] : (summary.classes[column] ?? []).map(({ label: name, rows }) => ({ name, count: rows.train + rows.validation + rows.test }))), [summary, column]);
  if (column === undefined || list.length === 0) return null;
  const most = Math.max(1, ...list.map(({ count }) => count));
  return (
    <div className={styles.part}>
      <h3>Classes</h3>
      <ul className={styles.classes} aria-label="Classes">
        {list.slice(0, isLong ? undefined : FEW).map(({ name, count }) => {
          const isOnly = label?.column === column && label.label === name;
          return (
            <li key={name}>
              <button type="button" className={classes(styles.class, isOnly && styles.only)} aria-pressed={isOnly} title={name} onClick={() => filterRows({ label: isOnly ? undefined : { column, label: name } })}>
                <span>{name}</span>
                <i aria-hidden style={{ width: `${(100 * count) / most}%` }} />
                <b>{formatCount(count)}</b>
              </button>
            </li>
          );
        })}
      </ul>
      {list.length > FEW && !isLong && (
        <button type="button" className={styles.more} onClick={() => setLong(true)}>{`Show ${formatCount(list.length - FEW)} more`}</button>
      )}
    </div>
  );
}
