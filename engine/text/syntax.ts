/**
 * The parts of a model text, each with its place.
 *
 *   text      = (box | block)*
 *   box       = 'const' name '=' call ';'?
 *   call      = name '(' (operand ',')* (parameters (',' settings)?)? ')'
 *   operand   = name | name '.' port | '$in' '.' port | 'undefined'
 *   block     = 'function' name '(' (port ':' kind ',')* parameterList? ')' (':' kind | ':' '{' port ':' kind … '}')? '{' box* return? '}'
 *   return    = 'return' (operand | '{' (port ':' operand ',')* '}') ';'?
 *   parameterList = '{' (name ':' kind ('(' object ')')? '=' value ',')* '}'
 *   value     = number | text | true | false | null | '[' value, … ']' | object | arithmetic over the block's parameters
 *
 * Names that are no identifiers stand in quotes. Boxes and layers have names of their own kind, so a box may be called
 * `flatten`. The order of lines is free: what a name stands for may come later.
 */
import type { Span } from './text-problem';

export interface Located extends Span {
  readonly text: string;
  /** Whether it stands in quotes. */
  readonly isQuoted: boolean;
}

export type ValueSyntax =
  | (Span & { readonly kind: 'plain'; readonly value: null | boolean | number | string })
  | (Span & { readonly kind: 'list'; readonly items: readonly ValueSyntax[] })
  | ObjectSyntax
  | (Span & { readonly kind: 'expression'; readonly text: string });

export interface EntrySyntax {
  readonly key: Located;
  readonly value: ValueSyntax;
}

export interface ObjectSyntax extends Span {
  readonly kind: 'object';
  readonly entries: readonly EntrySyntax[];
}

/** A box or a port of the block around it; without a name, nothing is connected. */
export interface OperandSyntax extends Span {
  readonly name: Located | undefined;
  /** Of a box with several outputs. */
  readonly port: Located | undefined;
}

export interface BoxSyntax extends Span {
  readonly kind: 'box';
  readonly name: Located;
  readonly callee: Located;
  /** Of `layer('type', …)`. */
  readonly type: Located | undefined;
  readonly operands: readonly OperandSyntax[];
  readonly parameters: ObjectSyntax | undefined;
  readonly settings: ObjectSyntax | undefined;
}

export interface PortSyntax {
  readonly name: Located;
  readonly kind: Located;
}

export interface BlockParameterSyntax {
  readonly name: Located;
  readonly kind: Located;
  readonly limits: ObjectSyntax | undefined;
  readonly value: ValueSyntax;
}

export interface ReturnSyntax extends Span {
  readonly entries: readonly { readonly port: Located | undefined; readonly operand: OperandSyntax }[];
}

export interface BlockSyntax extends Span {
  readonly kind: 'block';
  /** From `function` up to the brace that opens the body. */
  readonly head: Span;
  readonly name: Located;
  readonly inputs: readonly PortSyntax[];
  readonly parameters: readonly BlockParameterSyntax[];
  readonly outputs: readonly PortSyntax[];
  readonly boxes: readonly BoxSyntax[];
  readonly returns: ReturnSyntax | undefined;
  /** Between the braces. */
  readonly body: Span;
}

export interface ModelSyntax {
  readonly boxes: readonly BoxSyntax[];
  readonly blocks: readonly BlockSyntax[];
}
