import type { Piece } from './latex';

/** A formula of a layer's documentation, in a line. */
export function FormulaLine({ pieces }: { readonly pieces: readonly Piece[] }) {
  return pieces.map((piece, index) => {
    if (piece.kind === 'sign') return <span key={index}>{piece.text}</span>;
    return (
      <span key={index}>
        {piece.base}
        {piece.below !== '' && <sub>{piece.below}</sub>}
      </span>
    );
  });
}
