/** A size formula in one line, cut into what is drawn in different ways. */
import { withParts, partsOf, symbol, type Expression } from '../../engine/explain/expression/expression';
import { printText } from '../../engine/explain/expression/print';
import { formatCount } from '../network/text';

export interface Piece {
  readonly kind: 'sign' | 'letter' | 'value';
  readonly text: string;
  /** Of a letter, what stands below its line. */
  readonly below?: string;
}

/** Around what stands for a symbol, in text that holds neither. */
const [OPEN, CLOSE] = ['\u0001', '\u0002'];

/** With `filled`, the box's own numbers stand where the letters were. */
export function formulaPieces(formula: Expression, filled: boolean): readonly Piece[] {
  return printText(marked(formula, filled))
    .split(new RegExp(`[${OPEN}${CLOSE}]`))
    .flatMap((text, index): Piece[] => (text === '' ? [] : [index % 2 === 0 ? { kind: 'sign', text } : filled ? { kind: 'value', text } : letterPiece(text)]));
}

export function piecesText(pieces: readonly Piece[]): string {
  return pieces.map(({ text, below }) => (below === undefined ? text : `${text}_${below}`)).join('');
}

function marked(formula: Expression, filled: boolean): Expression {
  if (formula.kind !== 'symbol') return withParts(formula, partsOf(formula).map((part) => marked(part, filled)));
  const value = filled ? formula.read?.() : undefined;
  const text = value === undefined ? formula.name : formatCount(value);
  return symbol(`${OPEN}${text}${CLOSE}`);
}

/** `C_in` as C with a small “in”; names of tensors keep their underscores. */
export function letterPiece(name: string): Piece {
  const [, base, below] = /^([a-zA-Z])_(\w+)$/.exec(name) ?? [];
  return base === undefined ? { kind: 'letter', text: name } : { kind: 'letter', text: base, below: below! };
}
