/** The letters of size formulas, each with the number that it has at one box. */
import { symbol, type Expression } from '../expression/expression';

/** Plain letters and their LaTeX; `axis` 0 is the height, 1 the width. */
const LETTERS = {
  n: 'n',
  f: 'f',
  fh: 'f_h',
  fw: 'f_w',
  s: 's',
  d: 'd',
  p: 'p',
  p0: 'p_0',
  p1: 'p_1',
  pout: 'p_{out}',
  c0: 'c_0',
  c1: 'c_1',
  g: 'g',
  m: 'm',
  h: 'h',
  w: 'w',
  Cin: 'C_{in}',
  Cout: 'C_{out}',
  C: 'C',
  in: '\\text{in}',
  units: '\\text{units}',
  steps: '\\text{steps}',
  filters: '\\text{filters}',
  factor: '\\text{factor}',
  r: 'r',
  j: 'j',
  k: 'k',
  values: '\\text{values}',
  parameters: '\\text{parameters}',
} as const;

export type SizeLetter = keyof typeof LETTERS;

const SPELLINGS: Partial<Readonly<Record<SizeLetter, string>>> = { fh: 'f_h', fw: 'f_w', p0: 'p₀', p1: 'p₁', pout: 'p_out', c0: 'c₀', c1: 'c₁', Cin: 'C_in', Cout: 'C_out' };

export function letter(name: SizeLetter, value: number): Expression {
  return symbol(SPELLINGS[name] ?? name, LETTERS[name], { read: () => value });
}

/** A letter with a number below it, for several of a kind: C₁, C₂, … */
export function numbered(name: SizeLetter, index: number, value: number): Expression {
  return symbol(`${SPELLINGS[name] ?? name}${index}`, `${LETTERS[name]}_{${index}}`, { read: () => value });
}
