/** Matrix products and reductions: sums over lines of their operands. */
import type { OpName } from '../../ops/index';
import { call, minus, number, over, power, sum, times, type Expression } from '../expression/expression';
import { positionsIn, type Position } from '../position';
import { broadcast, type ElementContext, type Operand, type RulesFor } from './element-rule';

export type SummingOp = Extract<
  OpName,
  'FusedMatMul' | 'Gemm' | 'GlobalAveragePool' | 'LogSoftmax' | 'MatMul' | 'ReduceMax' | 'ReduceMean' | 'ReduceSum' | 'ReduceSumSquare' | 'Softmax'
>;

export const SUMS: RulesFor<SummingOp> = {
  Gemm: ({ inputs: [a, b, c], position: [row, column], attributes: { transA, transB } }) => {
    const count = a!.shape[transA ? 0 : 1]!;
    const terms = Array.from({ length: count }, (_, k) => times(b!.at(turned(k, column!, transB)), a!.at(turned(row!, k, transA))));
    return sum(c ? [...terms, c.at(broadcast(c, [row!, column!]))] : terms);
  },
  MatMul: ({ inputs: [a, b], position }) => matrixProduct(a!, b!, position, false, false),
  FusedMatMul: ({ inputs: [a, b], position, attributes: { transA, transB } }) => matrixProduct(a!, b!, position, transA, transB),
  ReduceSum: (context) => sum(reduced(context)),
  ReduceMean: (context) => mean(reduced(context)),
  ReduceMax: (context) => call('max', ...reduced(context)),
  ReduceSumSquare: (context) => sum(reduced(context).map((one) => power(one, 2))),
  GlobalAveragePool: ({ inputs: [x], position: [sample, channel] }) => mean(positionsIn(x!.shape.slice(2)).map((place) => x!.at([sample!, channel!, ...place]))),
  Softmax: ({ inputs: [x], position, attributes: { axis } }) => over(call('exp', x!.at(position)), sum(alongAxis(x!, position, axis).map((one) => call('exp', one)))),
  LogSoftmax: ({ inputs: [x], position, attributes: { axis } }) =>
    minus(x!.at(position), call('ln', sum(alongAxis(x!, position, axis).map((one) => call('exp', one))))),
};

function turned(row: number, column: number, isTransposed: boolean): number[] {
  return isTransposed ? [column, row] : [row, column];
}

/** Over the last two axes; the others broadcast. */
function matrixProduct(a: Operand, b: Operand, position: Position, transA: boolean, transB: boolean): Expression {
  const [row, column] = position.slice(-2);
  const lead = position.slice(0, -2);
  const element = (operand: Operand, last: number[]) => operand.at([...broadcast({ ...operand, shape: operand.shape.slice(0, -2) }, lead), ...last]);
  const count = a.shape.at(transA ? -2 : -1)!;
  return sum(Array.from({ length: count }, (_, k) => times(element(a, turned(row!, k, transA)), element(b, turned(k, column!, transB)))));
}

/** Elements of the operand that fall onto one element of a reduction. */
function reduced({ inputs: [x], position, attributes: { axes, keepdims } }: ElementContext<{ readonly axes: readonly number[]; readonly keepdims: boolean }>): Expression[] {
  const kept = [...position];
  const fixed = x!.shape.map((_, axis) => (axes.includes(axis) ? (keepdims ? (kept.shift(), undefined) : undefined) : kept.shift()));
  return positionsIn(x!.shape.map((size, axis) => (axes.includes(axis) ? size : 1))).map((place) => x!.at(place.map((at, axis) => fixed[axis] ?? at)));
}

function alongAxis(x: Operand, position: Position, axis: number): Expression[] {
  return Array.from({ length: x.shape[axis]! }, (_, at) => x.at(position.map((own, index) => (index === axis ? at : own))));
}

export function mean(parts: readonly Expression[]): Expression {
  return parts.length === 1 ? parts[0]! : over(sum(parts), number(parts.length));
}
