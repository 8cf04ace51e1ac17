/** What a way of writing formulas decides; where brackets go is the printer's business. */
import type { FunctionName, Relation, SymbolExpression } from './expression';

export interface Notation {
  readonly dot: string;
  readonly minus: string;
  readonly relations: Readonly<Record<Relation, string>>;
  symbol(symbol: SymbolExpression): string;
  number(text: string): string;
  group(inside: string): string;
  fraction(top: string, bottom: string): string;
  power(base: string, exponent: string): string;
  indicator(left: string, relation: string, right: string): string;
  call(name: FunctionName, operands: readonly string[]): string;
  dots(left: number): string;
  /** Whether a fraction's parts need no brackets and it stands for itself. */
  readonly fractionIsClosed: boolean;
}
