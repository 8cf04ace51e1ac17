/** The letters of size formulas: how each is written, what it stands for, and the number that it has at one box. */
import type { Dim } from '../../core/shape';
import { symbol, symbolsOf, type Expression } from '../expression/expression';

interface LetterInfo {
  readonly latex: string;
  /** In plain text, where it is not the name. */
  readonly text?: string;
  /** What it stands for, to a reader who sees the formula for the first time. */
  readonly meaning: string;
}

const LETTERS = {
  n: { latex: 'n', meaning: 'size of the input along this axis' },
  f: { latex: 'f', meaning: 'size of the kernel along this axis' },
  fh: { latex: 'f_h', text: 'f_h', meaning: 'height of the kernel' },
  fw: { latex: 'f_w', text: 'f_w', meaning: 'width of the kernel' },
  s: { latex: 's', meaning: 'stride' },
  d: { latex: 'd', meaning: 'dilation' },
  p: { latex: 'p', meaning: 'padding at each end' },
  p0: { latex: 'p_0', text: 'p₀', meaning: 'padding at the beginning' },
  p1: { latex: 'p_1', text: 'p₁', meaning: 'padding at the end' },
  pout: { latex: 'p_{out}', text: 'p_out', meaning: 'output padding' },
  c0: { latex: 'c_0', text: 'c₀', meaning: 'cut at the beginning' },
  c1: { latex: 'c_1', text: 'c₁', meaning: 'cut at the end' },
  g: { latex: 'g', meaning: 'groups' },
  m: { latex: 'm', meaning: 'depth multiplier: filters per channel' },
  h: { latex: 'h', meaning: 'height of the output' },
  w: { latex: 'w', meaning: 'width of the output' },
  hin: { latex: 'h_{in}', text: 'h_in', meaning: 'height of the input' },
  win: { latex: 'w_{in}', text: 'w_in', meaning: 'width of the input' },
  Cin: { latex: 'C_{in}', text: 'C_in', meaning: 'channels of the input' },
  Cout: { latex: 'C_{out}', text: 'C_out', meaning: 'channels of the output' },
  C: { latex: 'C', meaning: 'channels' },
  in: { latex: '\\text{in}', meaning: 'values that each unit reads' },
  units: { latex: '\\text{units}', meaning: 'units, which is values of the output' },
  steps: { latex: '\\text{steps}', meaning: 'steps of the sequence' },
  features: { latex: '\\text{features}', meaning: 'values per step' },
  filters: { latex: '\\text{filters}', meaning: 'filters' },
  factor: { latex: '\\text{factor}', meaning: 'factor of enlargement' },
  r: { latex: 'r', meaning: 'receptive field of the layer before' },
  j: { latex: 'j', meaning: 'jump: input cells from one value of the layer before to the next' },
  k: { latex: 'k', meaning: 'size of the window' },
  values: { latex: '\\text{values}', meaning: 'values at the output' },
  parameters: { latex: '\\text{parameters}', meaning: 'parameters' },
} as const satisfies Readonly<Record<string, LetterInfo>>;

export type SizeLetter = keyof typeof LETTERS;

const spelled = (name: SizeLetter): string => (LETTERS[name] as LetterInfo).text ?? name;
const BY_SPELLING: ReadonlyMap<string, LetterInfo> = new Map((Object.keys(LETTERS) as SizeLetter[]).map((name) => [spelled(name), LETTERS[name]]));

/** A dimension that is only known when the network runs stays a symbol. */
export function letter(name: SizeLetter, value: Dim): Expression {
  return typeof value === 'number' ? symbol(spelled(name), LETTERS[name].latex, { read: () => value }) : symbol(value);
}

/** A letter with a number below it, for several of a kind: n1, n2, … */
export function numbered(name: SizeLetter, index: number, value: Dim): Expression {
  return typeof value === 'number' ? symbol(`${spelled(name)}${index}`, `${LETTERS[name].latex}_{${index}}`, { read: () => value }) : symbol(value);
}

export interface LetterOfFormula {
  /** As it is written in the formula. */
  readonly name: string;
  /** Several where the formulas of height and width differ. */
  readonly values: readonly number[];
  readonly meaning: string;
}

/** What the letters of formulas stand for, each once, in the order in which they are met; `more` explains names of tensors. */
export function lettersOf(formulas: readonly Expression[], more: ReadonlyMap<string, string> = new Map()): readonly LetterOfFormula[] {
  const found = new Map<string, LetterOfFormula>();
  for (const { name, read } of formulas.flatMap(symbolsOf)) {
    const meaning = more.get(name) ?? meaningOf(name);
    if (!read || meaning === undefined) continue;
    found.set(name, { name, meaning, values: [...new Set([...(found.get(name)?.values ?? []), read()])] });
  }
  return [...found.values()];
}

function meaningOf(name: string): string | undefined {
  const whole = BY_SPELLING.get(name);
  if (whole) return whole.meaning;
  const [, base, index] = /^(\D+)(\d+)$/.exec(name) ?? [];
  const info = base === undefined ? undefined : BY_SPELLING.get(base);
  return info && `${info.meaning.replace('the input', `input ${index}`)}`;
}
