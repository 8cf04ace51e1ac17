import type { CSSProperties } from 'react';
import { kindColor, type Kind } from '../network/kind';
import styles from './controls.module.css';

/** The colour of a kind. It never stands alone: the name of the layer is beside it. */
export function Swatch({ kind }: { readonly kind: Kind }) {
  return <span aria-hidden className={styles.swatch} style={{ '--kind': kindColor(kind) } as CSSProperties} />;
}
