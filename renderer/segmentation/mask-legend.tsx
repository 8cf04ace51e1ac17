/** The classes of a mask with their colours and amounts; pressing one leaves it out or brings it back. */
import type { CSSProperties } from 'react';
import { toggleClass, useMaskLook } from './mask-look';
import styles from './segmentation.module.css';

/** Colours of classes come again after ten. */
const COLOURS = 10;

export interface LegendRow {
  readonly name: string;
  /** Index of the class: its colour. Missing for the background, which is not painted. */
  readonly label?: number;
  readonly value: string;
}

export function MaskLegend({ rows, title }: { readonly rows: readonly LegendRow[]; readonly title: string }) {
  const hidden = useMaskLook((state) => state.hidden);
  return (
    <ul className={styles.legend} aria-label={title}>
      {rows.map(({ name, label, value }) => (
        <li key={name}>
          <button type="button" aria-pressed={!hidden.has(name)} title={hidden.has(name) ? `Show ${name}` : `Hide ${name}`} onClick={() => toggleClass(name)}>
            <span className={styles.swatch} style={{ '--class': label === undefined ? 'transparent' : `var(--class-${label % COLOURS})` } as CSSProperties} aria-hidden />
            <span className={styles.name}>{name}</span>
            <span className={styles.value}>{value}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

export function OpacitySlider() {
  const opacity = useMaskLook((state) => state.opacity);
  return (
    <label className={styles.slider}>
      <span>
        Opacity
        <output>{`${Math.round(opacity * 100)} %`}</output>
      </span>
      <input type="range" min={0} max={1} step={0.05} value={opacity} onChange={({ target }) => useMaskLook.setState({ opacity: target.valueAsNumber })} />
    </label>
  );
}
