/**
 * The arithmetic of block parameters: numbers, the block's parameters, + - * / %, parentheses and five functions.
 *
 *   sum     = product (('+' | '-') product)*
 *   product = sign (('*' | '/' | '%') sign)*
 *   sign    = '-' sign | atom
 *   atom    = number | name | function '(' sum (',' sum)* ')' | '(' sum ')'
 *
 * An expression that is one name alone may stand for any value (a text, a list); in arithmetic only numbers are allowed.
 */
import { ownValue } from '../core/own-value';
import type { Json } from './model';

const FUNCTIONS: Readonly<Record<string, { readonly arity: '1' | 'some'; readonly apply: (...values: number[]) => number }>> = {
  min: { arity: 'some', apply: Math.min },
  max: { arity: 'some', apply: Math.max },
  floor: { arity: '1', apply: Math.floor },
  ceil: { arity: '1', apply: Math.ceil },
  round: { arity: '1', apply: Math.round },
};

const MAX_LENGTH = 1000;
const MAX_NESTING = 50;
const IDENTIFIER = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Whether a block parameter may have this name. */
export function isIdentifier(name: string): boolean {
  return IDENTIFIER.test(name) && !Object.hasOwn(FUNCTIONS, name) && name !== 'copy';
}

/** What is wrong with an expression and where; the caller adds the node and the parameter. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  /** `column` is 1-based. */
  constructor(readonly reason: string, readonly expression: string, readonly column: number) {
    super(`${reason} (column ${column} of "${expression}")`);
  }
}

interface Token {
  readonly kind: 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
  /** 0-based. */
  readonly at: number;
}

function tokenize(expression: string): Token[] {
  if (expression.length > MAX_LENGTH) {
    throw new ExpressionError(`An expression has at most ${MAX_LENGTH} characters`, `${expression.slice(0, 20)}…`, MAX_LENGTH + 1);
  }
  const pattern = /\s+|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z][A-Za-z0-9_]*)|(?<sign>[-+*/%(),])/y;
  const tokens: Token[] = [];
  while (pattern.lastIndex < expression.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(expression);
    if (!match) throw new ExpressionError(`"${String.fromCodePoint(expression.codePointAt(at)!)}" has no meaning here`, expression, at + 1);
    const [text] = match;
    if (match.groups?.number) tokens.push({ kind: 'number', text, at });
    else if (match.groups?.name) tokens.push({ kind: 'name', text, at });
    else if (match.groups?.sign) tokens.push({ kind: 'sign', text, at });
  }
  return [...tokens, { kind: 'end', text: '', at: expression.length }];
}

class Evaluator {
  private readonly tokens: readonly Token[];
  private next = 0;
  private nesting = 0;

  constructor(private readonly expression: string, private readonly scope: Readonly<Record<string, Json>>) {
    this.tokens = tokenize(expression);
  }

  evaluate(): Json {
    const [first, second] = this.tokens;
    if (first!.kind === 'name' && second!.kind === 'end') return this.lookUp(first!);
    const value = this.sum();
    const rest = this.peek();
    if (rest.kind !== 'end') this.reject(`"${rest.text}" is unexpected`, rest);
    return value;
  }

  private peek(): Token {
    return this.tokens[this.next]!;
  }

  private take(...signs: readonly string[]): Token | undefined {
    const token = this.peek();
    if (token.kind !== 'sign' || !signs.includes(token.text)) return undefined;
    this.next++;
    return token;
  }

  private expect(sign: string): void {
    const token = this.peek();
    if (!this.take(sign)) this.reject(`"${sign}" is expected`, token);
  }

  private reject(reason: string, token: Token): never {
    throw new ExpressionError(reason, this.expression, token.at + 1);
  }

  private finite(value: number, token: Token): number {
    return Number.isFinite(value) ? value : this.reject(`The result of "${token.text}" is not a number`, token);
  }

  private sum(): number {
    if (++this.nesting > MAX_NESTING) this.reject('The expression is nested too deeply', this.peek());
    let value = this.product();
    for (let sign = this.take('+', '-'); sign; sign = this.take('+', '-')) {
      const right = this.product();
      value = this.finite(sign.text === '+' ? value + right : value - right, sign);
    }
    this.nesting--;
    return value;
  }

  private product(): number {
    let value = this.sign();
    for (let sign = this.take('*', '/', '%'); sign; sign = this.take('*', '/', '%')) {
      const right = this.sign();
      if (right === 0 && sign.text !== '*') this.reject('Division by zero', sign);
      value = this.finite(sign.text === '*' ? value * right : sign.text === '/' ? value / right : value % right, sign);
    }
    return value;
  }

  private sign(): number {
    let negative = false;
    while (this.take('-')) negative = !negative;
    const value = this.atom();
    return negative ? -value : value;
  }

  private atom(): number {
    const token = this.peek();
    if (this.take('(')) {
      const value = this.sum();
      this.expect(')');
      return value;
    }
    this.next++;
    if (token.kind === 'number') return this.finite(Number(token.text), token);
    if (token.kind !== 'name') {
      this.reject(token.kind === 'end' ? 'The expression ends where a value is expected' : `A value is expected before "${token.text}"`, token);
    }
    if (this.peek().text === '(') return this.call(token);
    const value = this.lookUp(token);
    return typeof value === 'number' ? value : this.reject(`"${token.text}" is ${JSON.stringify(value)}, which is not a number`, token);
  }

  private call(name: Token): number {
    const definition = ownValue(FUNCTIONS, name.text);
    if (!definition) this.reject(`There is no function "${name.text}"; there are ${Object.keys(FUNCTIONS).join(', ')}`, name);
    this.expect('(');
    const values = [this.sum()];
    while (this.take(',')) values.push(this.sum());
    this.expect(')');
    if (definition.arity === '1' && values.length !== 1) this.reject(`"${name.text}" takes one value, not ${values.length}`, name);
    return definition.apply(...values);
  }

  private lookUp(name: Token): Json {
    if (Object.hasOwn(this.scope, name.text)) return this.scope[name.text]!;
    const known = Object.keys(this.scope);
    return this.reject(`There is no parameter "${name.text}" here${known.length > 0 ? `; there are ${known.join(', ')}` : ''}`, name);
  }
}

/** The value of an expression where `scope` holds the parameters. Throws `ExpressionError`. */
export function evaluateExpression(expression: string, scope: Readonly<Record<string, Json>>): Json {
  return new Evaluator(expression, scope).evaluate();
}

/** The parameters an expression reads; none of one that cannot be read. */
export function namesIn(expression: string): ReadonlySet<string> {
  return new Set(namesOf(expression).map(({ text }) => text));
}

/** `expression` with every use of one parameter under another name; itself where it cannot be read. */
export function renameIn(expression: string, name: string, wanted: string): string {
  const uses = namesOf(expression).filter(({ text }) => text === name);
  return uses.reduceRight((text, { at }) => text.slice(0, at) + wanted + text.slice(at + name.length), expression);
}

function namesOf(expression: string): readonly Token[] {
  try {
    return tokenize(expression).filter(({ kind, text }) => kind === 'name' && !Object.hasOwn(FUNCTIONS, text));
  } catch (error) {
    if (error instanceof ExpressionError) return [];
    throw error;
  }
}
