/** The formulas of layer documentation, as text that can be read in a line. */
export type Piece =
  | { readonly kind: 'sign'; readonly text: string }
  /** A quantity such as `C_in`; `base` and `below` are how it is written. */
  | { readonly kind: 'symbol'; readonly name: string; readonly base: string; readonly below: string };

const SIGNS: Readonly<Record<string, string>> = {
  cdot: ' · ', lfloor: '⌊', rfloor: '⌋', lceil: '⌈', rceil: '⌉', ldots: '…', '{': '(', '}': ')', left: '', right: '', sum: 'Σ', prod: 'Π', max: 'max', min: 'min', odot: ' ⊙ ', sim: ' ~ ', quad: '  ', leftarrow: ' ← ', ge: ' ≥ ', le: ' ≤ ', partial: '∂', ',': ' ', times: ' × ', tanh: 'tanh', log: 'log', ln: 'ln', exp: 'exp', tfrac: '', in: ' ∈ ', ne: ' ≠ ', neq: ' ≠ ', infty: '∞', pm: ' ± ', approx: ' ≈ ',
};
const LETTERS: Readonly<Record<string, string>> = { alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', epsilon: 'ε', varepsilon: 'ε', theta: 'θ', lambda: 'λ', mu: 'μ', sigma: 'σ', pi: 'π', Phi: 'Φ', phi: 'φ', eta: 'η' };
const SUPERSCRIPTS: Readonly<Record<string, string>> = { '2': '²', '3': '³', x: 'ˣ', '-': '⁻', '1': '¹', k: 'ᵏ', j: 'ʲ', i: 'ⁱ', N: 'ᴺ', t: 'ᵗ' };

const sign = (text: string): Piece => ({ kind: 'sign', text });
const symbol = (base: string): Piece => ({ kind: 'symbol', name: base, base, below: '' });

export function plainText(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (piece.kind === 'sign' ? piece.text : piece.below === '' ? piece.base : `${piece.base}_${piece.below}`)).join('');
}

class Parser {
  private at = 0;

  constructor(private readonly source: string) {}

  parse(): Piece[] {
    const pieces: Piece[] = [];
    while (this.at < this.source.length && this.source[this.at] !== '}') this.one(pieces);
    return pieces;
  }

  /** `{…}`, or the one sign that stands in its place. */
  private argument(): Piece[] {
    while (this.source[this.at] === ' ') this.at++;
    if (this.source[this.at] !== '{') {
      const pieces: Piece[] = [];
      this.one(pieces);
      return pieces;
    }
    this.at++;
    const inner = this.parse();
    this.at++;
    return inner;
  }

  private raw(): string {
    const end = this.source.indexOf('}', this.at);
    const text = this.source.slice(this.at + 1, end);
    this.at = end + 1;
    return text;
  }

  private one(pieces: Piece[]): void {
    const char = this.source[this.at]!;
    if (char === '\\') return this.command(pieces);
    if (char === '{') return void pieces.push(...this.argument());
    if (char === '_' || char === '^') return this.script(char, pieces);
    this.at++;
    if (/[a-zA-Z]/.test(char)) pieces.push(symbol(char));
    else if (char === ' ') return;
    else if (char === '=' || char === '+' || char === '/') pieces.push(sign(` ${char} `));
    else if (char === '-') pieces.push(sign(startsTerm(pieces) ? '−' : ' − '));
    else if (char === ',') pieces.push(sign(', '));
    else if (/[\d.]/.test(char) && pieces.at(-1)?.kind === 'sign' && /^[\d.]+$/.test((pieces.at(-1) as { text: string }).text)) pieces.push(sign((pieces.pop() as { text: string }).text + char));
    else pieces.push(sign(char));
  }

  private command(pieces: Piece[]): void {
    const name = /^\\([a-zA-Z]+|.)/.exec(this.source.slice(this.at))![1]!;
    this.at += name.length + 1;
    if (name === 'text' || name === 'mathcal' || name === 'operatorname') return void pieces.push(symbol(this.raw().trim()));
    if (name === 'frac') return void pieces.push(...bracketed(this.argument()), sign(' / '), ...bracketed(this.argument()));
    if (name === 'sqrt') return void pieces.push(sign('√('), ...this.argument(), sign(')'));
    if (name === 'hat') return void pieces.push(symbol(`${plainText(this.argument())}\u0302`));
    pieces.push(LETTERS[name] !== undefined ? symbol(LETTERS[name]) : sign(SIGNS[name] ?? name));
  }

  private script(mark: string, pieces: Piece[]): void {
    this.at++;
    const text = plainText(this.argument());
    const last = pieces.at(-1);
    if (mark === '_' && last?.kind === 'symbol') pieces[pieces.length - 1] = { ...last, name: `${last.base}_${text}`, below: text };
    else if (mark === '_') pieces.push(sign(`_${text} `));
    else pieces.push(sign([...text].every((char) => SUPERSCRIPTS[char]) ? [...text].map((char) => SUPERSCRIPTS[char]).join('') : `^(${text})`));
  }
}

/** Whether a minus here is the sign of a number. */
function startsTerm(pieces: readonly Piece[]): boolean {
  const last = pieces.at(-1);
  return !last || (last.kind === 'sign' && /[(=,]\s*$/.test(last.text));
}

function bracketed(pieces: readonly Piece[]): Piece[] {
  const isSum = pieces.some((piece) => piece.kind === 'sign' && /^ [+−/·] $/.test(piece.text));
  return isSum ? [sign('('), ...pieces, sign(')')] : [...pieces];
}

export function parseLatex(source: string): readonly Piece[] {
  return new Parser(source).parse();
}

export interface Equation {
  /** What it is about: `out`, `parameters`, `C_out`. */
  readonly subject: string;
  readonly right: readonly Piece[];
}

/** An equation that gives one quantity; undefined for any other formula. */
export function asEquation(pieces: readonly Piece[]): Equation | undefined {
  const [first, second] = pieces;
  if (first?.kind !== 'symbol' || second?.kind !== 'sign' || second.text.trim() !== '=') return undefined;
  return { subject: first.name, right: pieces.slice(2) };
}
