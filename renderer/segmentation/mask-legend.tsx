/** The classes of a mask with their colours and amounts; pressing one leaves it out or brings it back. */
import type { CSSProperties } from 'react';
import { toggleClass, useMaskLook } from './mask-look';
import styles from './segmentation.module.css';

/** Colours of classes come again after ten. */
const COLOURS = 10;

interface LegendClass {
  readonly name: string;
  /** Index of the class: its colour. Missing for the background, which is not painted. */
  readonly label?: number;
}

export interface LegendRow extends LegendClass {
  readonly value: string;
}

export function MaskLegend({ rows, title }: { readonly rows: readonly LegendRow[]; readonly title: string }) {
  return (
    <ul className={styles.legend} aria-label={title}>
      {rows.map((row) => (
        <li key={row.name}>
          <ClassButton {...row} />
        </li>
      ))}
    </ul>
  );
}

export function ClassButton({ name, label, value }: LegendClass & { readonly value?: string }) {
  const isHidden = useMaskLook(({ hidden }) => hidden.has(name));
  return (
    <button type="button" className={styles.class} aria-pressed={!isHidden} title={isHidden ? `Show ${name}` : `Hide ${name}`} onClick={() => toggleClass(name)}>
      <span className={styles.swatch} style={{ '--class': label === undefined ? 'transparent' : `var(--class-${label % COLOURS})` } as CSSProperties} aria-hidden />
      <span className={styles.name}>{name}</span>
      {value !== undefined && <span className={styles.value}>{value}</span>}
    </button>
  );
}
