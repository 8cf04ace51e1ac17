/**
 * The contract of an element rule: how one element of an op's result comes about from elements of its operands. Rules say
 * the mathematics that the op's file promises, not the form in which it is computed.
 */
import type { Attributes } from '../../ops/graph';
import type { OpAttributes, OpName } from '../../ops/index';
import type { Expression } from '../expression/expression';
import type { Position } from '../position';

export interface Operand {
  /** With run-time sizes. */
  readonly shape: readonly number[];
  /** The element as part of a formula. */
  at(position: Position): Expression;
  /** The element's value, for rules that depend on it: who won a pooling, where an index points. */
  valueAt(position: Position): number;
}

export interface ElementContext<A extends Attributes = Attributes> {
  readonly inputs: readonly Operand[];
  /** The op's own results, for rules in which one of them is made from another. */
  readonly outputs: readonly Operand[];
  /** Which of the results is asked about. */
  readonly output: number;
  readonly position: Position;
  readonly attributes: A;
  /** Adds a remark to the formula, for what numbers alone do not tell. */
  note(text: string): void;
}

export type ElementRule<A extends Attributes = Attributes> = (context: ElementContext<A>) => Expression;

/** Ops of the blocked layout, which no explained graph is brought into. */
export type BlockedOp = Extract<OpName, `Blocked${string}` | 'BlockChannels' | 'UnblockChannels'>;

export type ExplainedOp = Exclude<OpName, BlockedOp | 'OnnxNode'>;

export type RulesFor<K extends OpName> = { readonly [Name in K]: ElementRule<OpAttributes[Name]> };

/** The element that broadcasting puts at `position` of a larger shape. */
export function broadcast({ shape }: Operand, position: Position): number[] {
  const lead = position.length - shape.length;
  return shape.map((size, axis) => (size === 1 ? 0 : position[axis + lead]!));
}
