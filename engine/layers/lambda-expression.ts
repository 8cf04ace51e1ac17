/**
 * The expressions of Lambda layers: inputs a, b, … h; numbers, pi and e; + - * / ^, parentheses and functions.
 *
 *   sum     = product (('+' | '-') product)*
 *   product = sign (('*' | '/') sign)*
 *   sign    = '-' sign | power
 *   power   = atom ('^' sign)?
 *   atom    = number | name | function '(' sum (',' sum)* ')' | '(' sum ')'
 *
 * Expressions of block parameters (engine/document/expression.ts) look alike, but those give numbers when a network is
 * read; these give ops.
 */
import { ownValue } from '../core/own-value';

/** Element by element, of one value. */
export const UNARY = ['abs', 'exp', 'log', 'sqrt', 'square', 'sin', 'cos', 'atan', 'tanh', 'sigmoid', 'relu', 'softplus', 'erf'] as const;
/** Over all values of a sample, or along one axis. */
export const REDUCTIONS = ['mean', 'sum', 'largest', 'smallest'] as const;
/** Element by element, of two values or more. */
export const CHOOSERS = ['min', 'max'] as const;
export const AXES = ['channels', 'depth', 'height', 'width', 'steps'] as const;

export type UnaryName = (typeof UNARY)[number];
export type ReductionName = (typeof REDUCTIONS)[number];
export type ChooserName = (typeof CHOOSERS)[number];
export type ReducedAxis = (typeof AXES)[number];
export type Operator = '+' | '-' | '*' | '/' | '^';

export type LambdaExpression =
  | { readonly kind: 'number'; readonly value: number }
  /** 0 for a. */
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'negative'; readonly of: LambdaExpression }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly left: LambdaExpression; readonly right: LambdaExpression }
  | { readonly kind: 'unary'; readonly name: UnaryName; readonly of: LambdaExpression }
  | { readonly kind: 'chooser'; readonly name: ChooserName; readonly of: readonly LambdaExpression[] }
  | { readonly kind: 'reduction'; readonly name: ReductionName; readonly of: LambdaExpression; readonly axis?: ReducedAxis };

/** What is wrong and where; columns count from 1. */
export interface LambdaMistake {
  readonly reason: string;
  readonly column: number;
}

const MAX_LENGTH = 500;
const MAX_NESTING = 40;
const CONSTANTS: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };
/** Without e, which is a number. */
export const INPUT_LETTERS = ['a', 'b', 'c', 'd', 'f', 'g', 'h'] as const;

class Mistake extends Error {
  constructor(readonly reason: string, readonly at: number) {
    super(reason);
  }
}

export function parseLambda(source: string): { readonly expression: LambdaExpression } | { readonly mistake: LambdaMistake } {
  try {
    return { expression: new Parser(source).parse() };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return { mistake: { reason: error.reason, column: error.at + 1 } };
  }
}

/** How many inputs an expression reads: the place of the last letter in it. */
export function inputsOf(expression: LambdaExpression): number {
  switch (expression.kind) {
    case 'number':
      return 0;
    case 'input':
      return expression.index + 1;
    case 'operation':
      return Math.max(inputsOf(expression.left), inputsOf(expression.right));
    case 'chooser':
      return Math.max(...expression.of.map(inputsOf));
    default:
      return inputsOf(expression.of);
  }
}

interface Token {
  readonly text: string;
  readonly at: number;
}

class Parser {
  private readonly tokens: readonly Token[];
  private next = 0;
  private nesting = 0;

  constructor(source: string) {
    if (source.length > MAX_LENGTH) throw new Mistake(`it is longer than ${MAX_LENGTH} characters`, MAX_LENGTH);
    const pattern = /\s+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z]\w*|[-+*/^(),]/y;
    const tokens: Token[] = [];
    while (pattern.lastIndex < source.length) {
      const at = pattern.lastIndex;
      const match = pattern.exec(source);
      if (!match) throw new Mistake(`“${String.fromCodePoint(source.codePointAt(at)!)}” has no meaning here`, at);
      if (match[0].trim() !== '') tokens.push({ text: match[0], at });
    }
    this.tokens = [...tokens, { text: '', at: source.length }];
  }

  parse(): LambdaExpression {
    const expression = this.sum();
    const rest = this.peek();
    if (rest.text !== '') throw new Mistake(`“${rest.text}” is unexpected`, rest.at);
    return expression;
  }

  private peek(): Token {
    return this.tokens[this.next]!;
  }

  private take(...texts: readonly string[]): Token | undefined {
    const token = this.peek();
    if (token.text === '' || !texts.includes(token.text)) return undefined;
    this.next++;
    return token;
  }

  private expect(text: string): void {
    const token = this.peek();
    if (!this.take(text)) throw new Mistake(`“${text}” is expected`, token.at);
  }

  private sum(): LambdaExpression {
    if (++this.nesting > MAX_NESTING) throw new Mistake('it is nested too deeply', this.peek().at);
    const value = this.chain(['+', '-'], () => this.chain(['*', '/'], () => this.sign()));
    this.nesting--;
    return value;
  }

  private chain(operators: readonly Operator[], operand: () => LambdaExpression): LambdaExpression {
    let left = operand();
    for (let sign = this.take(...operators); sign; sign = this.take(...operators)) {
      left = { kind: 'operation', operator: sign.text as Operator, left, right: operand() };
    }
    return left;
  }

  private sign(): LambdaExpression {
    let isNegative = false;
    while (this.take('-')) isNegative = !isNegative;
    const value = this.power();
    return isNegative ? { kind: 'negative', of: value } : value;
  }

  private power(): LambdaExpression {
    const base = this.atom();
    if (!this.take('^')) return base;
    if (++this.nesting > MAX_NESTING) throw new Mistake('it is nested too deeply', this.peek().at);
    const exponent = this.sign();
    this.nesting--;
    return { kind: 'operation', operator: '^', left: base, right: exponent };
  }

  private atom(): LambdaExpression {
    const token = this.peek();
    if (this.take('(')) {
      const value = this.sum();
      this.expect(')');
      return value;
    }
    this.next++;
    if (/^\d/.test(token.text)) return { kind: 'number', value: Number(token.text) };
    if (!/^[A-Za-z]/.test(token.text)) throw new Mistake(token.text === '' ? 'it ends where a value is expected' : `a value is expected before “${token.text}”`, token.at);
    if (this.peek().text === '(') return this.call(token);
    const constant = ownValue(CONSTANTS, token.text);
    if (constant !== undefined) return { kind: 'number', value: constant };
    const index = (INPUT_LETTERS as readonly string[]).indexOf(token.text);
    if (index < 0) throw new Mistake(`there is no input “${token.text}”; inputs are called ${INPUT_LETTERS.join(', ')}`, token.at);
    return { kind: 'input', index };
  }

  private call(name: Token): LambdaExpression {
    const { text } = name;
    this.expect('(');
    if ((REDUCTIONS as readonly string[]).includes(text)) return this.reduction(text as ReductionName, name);
    const values = [this.sum()];
    while (this.take(',')) values.push(this.sum());
    this.expect(')');
    if ((CHOOSERS as readonly string[]).includes(text)) {
      if (values.length < 2) throw new Mistake(`“${text}” takes two values or more; the ${text === 'max' ? 'largest' : 'smallest'} of one is “${text === 'max' ? 'largest' : 'smallest'}”`, name.at);
      return { kind: 'chooser', name: text as ChooserName, of: values };
    }
    if (!(UNARY as readonly string[]).includes(text)) throw new Mistake(`there is no function “${text}”; there are ${[...UNARY, ...CHOOSERS, ...REDUCTIONS].join(', ')}`, name.at);
    if (values.length !== 1) throw new Mistake(`“${text}” takes one value, not ${values.length}`, name.at);
    return { kind: 'unary', name: text as UnaryName, of: values[0]! };
  }

  private reduction(name: ReductionName, { at }: Token): LambdaExpression {
    const of = this.sum();
    if (inputsOf(of) === 0) throw new Mistake(`“${name}” wants something that reads an input`, at);
    if (!this.take(',')) {
      this.expect(')');
      return { kind: 'reduction', name, of };
    }
    const axis = this.peek();
    if (!this.take(...AXES)) throw new Mistake(`an axis is expected: ${AXES.join(', ')}`, axis.at);
    this.expect(')');
    return { kind: 'reduction', name, of, axis: axis.text as ReducedAxis };
  }
}
