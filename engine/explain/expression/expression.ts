/**
 * Formulas as trees: what every explanation is made of. One tree is printed in symbols, printed with numbers put in,
 * printed as LaTeX, simplified, and evaluated, so that what a person reads is what was checked.
 */

/** One element of a value that a formula reads. */
export interface ElementPlace {
  /** The unique name of the value. */
  readonly value: string;
  readonly position: readonly number[];
}

export interface NumberExpression {
  readonly kind: 'number';
  readonly value: number;
}

export interface SymbolExpression {
  readonly kind: 'symbol';
  /** Equal names are the same quantity. */
  readonly name: string;
  readonly latex: string;
  /** Undefined where a formula is only symbols; looked up late, because most are never asked for. */
  readonly read?: () => number;
  readonly place?: ElementPlace;
}

export interface SumExpression {
  readonly kind: 'sum';
  readonly terms: readonly Expression[];
}

export interface ProductExpression {
  readonly kind: 'product';
  readonly factors: readonly Expression[];
}

export interface QuotientExpression {
  readonly kind: 'quotient';
  readonly top: Expression;
  readonly bottom: Expression;
}

export interface PowerExpression {
  readonly kind: 'power';
  readonly base: Expression;
  readonly exponent: Expression;
}

/** `choose` takes a condition and two values; `max` and `min` take any number. */
export type FunctionName = 'exp' | 'ln' | 'sqrt' | 'abs' | 'tanh' | 'sin' | 'cos' | 'arctan' | 'sigmoid' | 'softplus' | 'erf' | 'floor' | 'ceil' | 'max' | 'min' | 'choose';

export interface CallExpression {
  readonly kind: 'call';
  readonly name: FunctionName;
  readonly operands: readonly Expression[];
}

export type Relation = '<' | '≤' | '=' | '≥' | '>';

/** Iverson's bracket: 1 where the relation holds, else 0. */
export interface IndicatorExpression {
  readonly kind: 'indicator';
  readonly left: Expression;
  readonly relation: Relation;
  readonly right: Expression;
}

export type Expression =
  | NumberExpression
  | SymbolExpression
  | SumExpression
  | ProductExpression
  | QuotientExpression
  | PowerExpression
  | CallExpression
  | IndicatorExpression;

export function number(value: number): NumberExpression {
  return { kind: 'number', value };
}

export const ZERO = number(0);
export const ONE = number(1);

export function symbol(name: string, latex: string = name, about: Pick<SymbolExpression, 'read' | 'place'> = {}): SymbolExpression {
  return { kind: 'symbol', name, latex, ...about };
}

/** A sum as it is written: nothing is reordered or left out. The empty sum is 0. */
export function sum(terms: readonly Expression[]): Expression {
  return terms.length === 1 ? terms[0]! : terms.length === 0 ? ZERO : { kind: 'sum', terms };
}

/** A product as it is written. The empty product is 1. */
export function product(factors: readonly Expression[]): Expression {
  return factors.length === 1 ? factors[0]! : factors.length === 0 ? ONE : { kind: 'product', factors };
}

export function plus(a: Expression, b: Expression): Expression {
  return sum([a, b]);
}

export function negative(x: Expression): Expression {
  return x.kind === 'number' ? number(-x.value) : product([number(-1), x]);
}

export function minus(a: Expression, b: Expression): Expression {
  return sum([a, negative(b)]);
}

export function times(...factors: readonly Expression[]): Expression {
  return product(factors);
}

export function over(top: Expression, bottom: Expression): Expression {
  return { kind: 'quotient', top, bottom };
}

export function power(base: Expression, exponent: Expression | number): Expression {
  return { kind: 'power', base, exponent: typeof exponent === 'number' ? number(exponent) : exponent };
}

export function call(name: FunctionName, ...operands: readonly Expression[]): Expression {
  return { kind: 'call', name, operands };
}

export function indicator(left: Expression, relation: Relation, right: Expression): Expression {
  return { kind: 'indicator', left, relation, right };
}

/** The parts that a formula is directly made of. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'symbol':
      return [];
    case 'sum':
      return expression.terms;
    case 'product':
      return expression.factors;
    case 'quotient':
      return [expression.top, expression.bottom];
    case 'power':
      return [expression.base, expression.exponent];
    case 'call':
      return expression.operands;
    case 'indicator':
      return [expression.left, expression.right];
  }
}

/** The same formula with other parts, in the order of `partsOf`. */
export function withParts(expression: Expression, parts: readonly Expression[]): Expression {
  switch (expression.kind) {
    case 'number':
    case 'symbol':
      return expression;
    case 'sum':
      return { ...expression, terms: parts };
    case 'product':
      return { ...expression, factors: parts };
    case 'quotient':
      return over(parts[0]!, parts[1]!);
    case 'power':
      return power(parts[0]!, parts[1]!);
    case 'call':
      return { ...expression, operands: parts };
    case 'indicator':
      return { ...expression, left: parts[0]!, right: parts[1]! };
  }
}

/** Every symbol, as often as it is written. */
export function symbolsOf(expression: Expression): SymbolExpression[] {
  return expression.kind === 'symbol' ? [expression] : partsOf(expression).flatMap(symbolsOf);
}

/** As many symbols as asked for, in the order in which they are written. */
export function firstSymbols(expression: Expression, most: number): SymbolExpression[] {
  const found: SymbolExpression[] = [];
  const visit = (part: Expression): boolean => {
    if (part.kind === 'symbol') found.push(part);
    return found.length >= most || partsOf(part).some(visit);
  };
  visit(expression);
  return found;
}

/** Equal for formulas that are written alike. */
export function keyOf(expression: Expression): string {
  if (expression.kind === 'number') return String(expression.value);
  if (expression.kind === 'symbol') return expression.name;
  const about = expression.kind === 'call' ? expression.name : expression.kind === 'indicator' ? expression.relation : '';
  return `(${expression.kind}${about} ${partsOf(expression).map(keyOf).join(' ')})`;
}
