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
  n: { latex: 'n', meaning: 'input size' },
  f: { latex: 'f', meaning: 'kernel size' },
  fh: { latex: 'f_h', text: 'f_h', meaning: 'kernel height' },
  fw: { latex: 'f_w', text: 'f_w', meaning: 'kernel width' },
  s: { latex: 's', meaning: 'stride' },
  d: { latex: 'd', meaning: 'dilation' },
  p: { latex: 'p', meaning: 'padding at each end' },
  p0: { latex: 'p_0', text: 'p₀', meaning: 'padding before' },
  p1: { latex: 'p_1', text: 'p₁', meaning: 'padding behind' },
  nout: { latex: 'n_{out}', text: 'n_out', meaning: 'size of the output along an axis' },
  pout: { latex: 'p_{out}', text: 'p_out', meaning: 'output padding' },
  c0: { latex: 'c_0', text: 'c₀', meaning: 'cut before' },
  c1: { latex: 'c_1', text: 'c₁', meaning: 'cut behind' },
  g: { latex: 'g', meaning: 'groups' },
  m: { latex: 'm', meaning: 'filters per channel' },
  h: { latex: 'h', meaning: 'output height' },
  w: { latex: 'w', meaning: 'output width' },
  hin: { latex: 'h_{in}', text: 'h_in', meaning: 'input height' },
  win: { latex: 'w_{in}', text: 'w_in', meaning: 'input width' },
  Cin: { latex: 'C_{in}', text: 'C_in', meaning: 'input channels' },
  Cout: { latex: 'C_{out}', text: 'C_out', meaning: 'output channels' },
  C: { latex: 'C', meaning: 'channels' },
  in: { latex: '\\text{in}', meaning: 'values each unit reads' },
  units: { latex: '\\text{units}', meaning: 'units' },
  steps: { latex: '\\text{steps}', meaning: 'steps of the sequence' },
  features: { latex: '\\text{features}', meaning: 'values per step' },
  filters: { latex: '\\text{filters}', meaning: 'filters' },
  factor: { latex: '\\text{factor}', meaning: 'enlargement' },
  r: { latex: 'r', meaning: 'field of the layer before' },
  j: { latex: 'j', meaning: 'input cells between its values (jump)' },
  k: { latex: 'k', meaning: 'window size' },
  inner: { latex: 'k', text: 'inner', meaning: 'products that each value of the result adds up' },
  length: { latex: '\\text{length}', meaning: 'how many elements are taken' },
  at: { latex: '\\text{at}', meaning: 'elements before the cut' },
  inputs: { latex: '\\text{inputs}', meaning: 'number of inputs' },
  size: { latex: '\\text{size}', meaning: 'the size that the setting asks for' },
  squeeze: { latex: 'S', text: 'S', meaning: 'channels in the middle of the gate' },
  keys: { latex: '\\text{keys}', meaning: 'steps that are asked' },
  classes: { latex: '\\text{classes}', meaning: 'kinds of objects' },
  boxes: { latex: '\\text{boxes}', meaning: 'boxes in each cell' },
  anchors: { latex: '\\text{anchors}', meaning: 'anchors in each cell' },
  numbers: { latex: '\\text{numbers}', meaning: 'numbers of all points' },
  maps: { latex: '\\text{maps}', meaning: 'maps of all points' },
  K: { latex: 'K', meaning: 'regions' },
  R: { latex: 'R', meaning: 'anchors in all cells' },
  candidates: { latex: '\\text{candidates}', meaning: 'anchors that are compared with each other' },
  E: { latex: 'E', meaning: 'values per step' },
  values: { latex: '\\text{values}', meaning: 'output values' },
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
    // “filters” says what it is.
    if (!read || meaning === undefined || meaning === name) continue;
    found.set(name, { name, meaning, values: [...new Set([...(found.get(name)?.values ?? []), read()])] });
  }
  return [...found.values()];
}

function meaningOf(name: string): string | undefined {
  const whole = BY_SPELLING.get(name);
  if (whole) return whole.meaning;
  const [, base, index] = /^(\D+)(\d+)$/.exec(name) ?? [];
  const info = base === undefined ? undefined : BY_SPELLING.get(base);
  return info?.meaning.replace('input', `input ${index},`);
}
