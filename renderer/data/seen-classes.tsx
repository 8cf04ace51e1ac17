import type { CSSProperties } from 'react';
import { truthColumn } from '../../engine/data/truth';
import type { DataSummary } from '../../engine/shell/protocol/data';
import styles from './overview.module.css';

/** Colours of classes come again after ten. */
const COLOURS = 10;

/** What boxes and masks in the pictures are called, by the colours they are drawn in. The background of a mask is not drawn. */
export function SeenClasses({ summary }: { readonly summary: DataSummary }) {
  const column = truthColumn(summary.columns);
  if (!column?.classes) return null;
  return (
    <div className={styles.part}>
      <h3>Classes</h3>
      <ul className={styles.seen} aria-label="Classes">
        {column.classes.map((name, label) => (
          <li key={name} title={name}>
            <i aria-hidden style={{ '--class': column.kind === 'mask' && label === 0 ? 'transparent' : `var(--class-${label % COLOURS})` } as CSSProperties} />
            <span>{name}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
