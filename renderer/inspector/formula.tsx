import type { Piece } from './latex';
import type { Derivation } from './derivations';
import styles from './inspector.module.css';

/** A formula as text; what this box fills in stands out. */
export function FormulaLine({ pieces, isFilled = false }: { readonly pieces: readonly Piece[]; readonly isFilled?: boolean }) {
  return pieces.map((piece, index) => {
    if (piece.kind === 'sign') return <span key={index}>{piece.text}</span>;
    if (isFilled) return <em key={index}>{piece.base}</em>;
    return (
      <span key={index}>
        {piece.base}
        {piece.below !== '' && <sub>{piece.below}</sub>}
      </span>
    );
  });
}

export function DerivationBox({ derivation: { formula, filled } }: { readonly derivation: Derivation }) {
  return (
    <div className={styles.formula}>
      <div>
        <FormulaLine pieces={formula} />
      </div>
      {filled.map(({ axis, pieces, result }) => (
        <div key={axis}>
          {axis !== '' && <span className={styles.axis}>{axis}</span>}
          <FormulaLine pieces={pieces} isFilled /> = <em>{result}</em>
        </div>
      ))}
    </div>
  );
}
