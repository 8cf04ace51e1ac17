/** Formulas in one line of text, or as LaTeX; in symbols, or with the symbols' values in their places. */
import { keyOf, type Expression, type ProductExpression, type SumExpression, type SymbolExpression } from './expression';
import { LATEX } from './latex-notation';
import type { Notation } from './notation';
import { TEXT } from './text-notation';

export interface PrintOptions {
  /** Values in place of symbols. */
  readonly numbers?: boolean;
  /** Sums and maxima of more parts are shortened in the middle. */
  readonly terms?: number;
  /** Significant digits of a number; 6 unless given. */
  readonly digits?: number;
}

export function printText(expression: Expression, options: PrintOptions = {}): string {
  return new Printer(TEXT, options).print(expression);
}

export function printLatex(expression: Expression, options: PrintOptions = {}): string {
  return new Printer(LATEX, options).print(expression);
}

/** `−0.25`, `1.5e−7` as a person writes them. */
export function printNumber(value: number, digits = 6): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  const short = Number(value.toPrecision(digits));
  const size = Math.abs(short);
  const text = size !== 0 && (size < 1e-4 || size >= 1e9) ? short.toExponential() : String(short);
  return text.replace('e+', 'e').replaceAll('-', '−');
}

/** How tightly the parts of a formula hold together. */
const enum Binding {
  sum = 1,
  product = 2,
  power = 3,
  atom = 4,
}

class Printer {
  constructor(private readonly notation: Notation, private readonly options: PrintOptions) {}

  print(expression: Expression, within: number = 0): string {
    const text = this.plain(expression);
    return this.binding(expression) < within ? this.notation.group(text) : text;
  }

  private binding(expression: Expression): number {
    switch (expression.kind) {
      case 'sum':
        return Binding.sum;
      case 'product':
        return Binding.product;
      case 'quotient':
        return this.notation.fractionIsClosed ? Binding.power : Binding.product;
      case 'power':
        return Binding.power;
      case 'number':
        return expression.value < 0 || Object.is(expression.value, -0) ? Binding.sum : Binding.atom;
      case 'symbol':
        return this.options.numbers && !(this.valueOf(expression) >= 0) ? Binding.sum : Binding.atom;
      default:
        return Binding.atom;
    }
  }

  private valueOf(symbol: SymbolExpression): number {
    return symbol.read?.() ?? 0;
  }

  private plain(expression: Expression): string {
    const { notation } = this;
    switch (expression.kind) {
      case 'number':
        return this.number(expression.value);
      case 'symbol':
        return this.options.numbers && expression.read ? this.number(expression.read()) : notation.symbol(expression);
      case 'sum':
        return this.sum(expression);
      case 'product':
        return this.product(expression);
      case 'quotient':
        return notation.fractionIsClosed
          ? notation.fraction(this.print(expression.top), this.print(expression.bottom))
          : notation.fraction(this.print(expression.top, Binding.product), this.print(expression.bottom, Binding.power));
      case 'power':
        return notation.power(this.print(expression.base, Binding.atom), this.print(expression.exponent));
      case 'indicator':
        return notation.indicator(this.print(expression.left), notation.relations[expression.relation], this.print(expression.right));
      case 'call':
        return notation.call(expression.name, this.shortened(expression.operands, expression.name === 'max' || expression.name === 'min').map((one) => (typeof one === 'string' ? one : this.print(one))));
    }
  }

  private number(value: number): string {
    return this.notation.number(printNumber(value, this.options.digits));
  }

  private sum({ terms }: SumExpression): string {
    return this.shortened(terms, true)
      .map((term, index) => {
        if (typeof term === 'string') return ` + ${term}`;
        const opposite = oppositeOf(term);
        if (opposite) return `${index === 0 ? this.notation.minus : ` ${this.notation.minus} `}${this.print(opposite, Binding.product)}`;
        return index === 0 ? this.print(term, this.isNegative(term) ? 0 : Binding.product) : ` + ${this.print(term, Binding.product)}`;
      })
      .join('');
  }

  private isNegative(term: Expression): boolean {
    return term.kind === 'number' || term.kind === 'symbol';
  }

  private product({ factors }: ProductExpression): string {
    const [first, ...rest] = factors;
    if (first?.kind === 'number' && first.value === -1 && rest.length > 0) return `${this.notation.minus}${this.print({ kind: 'product', factors: rest }, Binding.product)}`;
    return factors
      .map((factor, index) => {
        const text = this.print(factor, index === 0 && factor.kind === 'number' ? 0 : Binding.product + (factor.kind === 'quotient' && !this.notation.fractionIsClosed && index > 0 ? 1 : 0));
        const joint = index === 0 || (!this.options.numbers && isComplement(factor, factors[index - 1]!)) ? '' : this.notation.dot;
        return `${joint}${text}`;
      })
      .join('');
  }

  /** Long lists keep their beginning and their end. */
  private shortened(parts: readonly Expression[], canShorten: boolean): readonly (Expression | string)[] {
    const most = this.options.terms;
    if (!canShorten || most === undefined || parts.length <= most) return parts;
    return [...parts.slice(0, most - 1), this.notation.dots(parts.length - most), parts.at(-1)!];
  }
}

/** x of −x. */
function oppositeOf(term: Expression): Expression | undefined {
  if (term.kind === 'number') return term.value < 0 ? { kind: 'number', value: -term.value } : undefined;
  if (term.kind === 'quotient') {
    const top = oppositeOf(term.top);
    return top && { ...term, top };
  }
  if (term.kind !== 'product') return undefined;
  const [first, ...rest] = term.factors;
  if (first?.kind !== 'number' || first.value >= 0) return undefined;
  const size = first.value === -1 ? [] : [{ kind: 'number', value: -first.value } as const];
  const factors = [...size, ...rest];
  return factors.length === 1 ? factors[0] : { kind: 'product', factors };
}

/** Whether `factor` is 1 − x: the course writes a(1 − a) without a dot. */
function isComplement(factor: Expression, before: Expression): boolean {
  if (factor.kind !== 'sum' || factor.terms.length !== 2 || before.kind !== 'symbol') return false;
  const [one, rest] = factor.terms;
  return one!.kind === 'number' && one!.value === 1 && keyOf(oppositeOf(rest!) ?? rest!) === before.name;
}
