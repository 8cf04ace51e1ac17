import type { DataRow, Thumbnail } from '../../engine/shell/protocol/data';
import styles from './browse.module.css';
import { SPLIT_TITLES } from './split-name';

/** The one row that is pointed at or chosen, in words; its line is there from the start, so nothing jumps. */
export function RowLine({ row, thumbnail }: { readonly row: DataRow | undefined; readonly thumbnail: Thumbnail | undefined }) {
  if (!row) return <p className={styles.line} />;
  const problem = thumbnail?.problem;
  return (
    <p className={styles.line}>
      <strong title={row.name}>{row.name}</strong>
      {thumbnail?.full && <span className={styles.figure}>{`${thumbnail.full.height}×${thumbnail.full.width}`}</span>}
      {Object.entries(row.values).map(([column, value]) => (
        <span key={column}>{`${column} ${value}`}</span>
      ))}
      <span>{row.split ? SPLIT_TITLES[row.split] : 'Left out'}</span>
      {problem && <span className={styles.lineProblem}>{problem.message}</span>}
    </p>
  );
}
