import type { Piece } from './formula-pieces';
import styles from './why.module.css';

/** A formula in a line; the box's own numbers stand out. */
export function FormulaText({ pieces }: { readonly pieces: readonly Piece[] }) {
  return pieces.map(({ kind, text, below }, index) => {
    if (kind === 'sign') return <span key={index}>{text}</span>;
    if (kind === 'value') return <em key={index} className={styles.value}>{text}</em>;
    return (
      <span key={index}>
        {text}
        {below !== undefined && <sub>{below}</sub>}
      </span>
    );
  });
}
