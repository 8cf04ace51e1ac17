/** Ops that make each element from the elements in its place. */
import type { OpName } from '../../ops/index';
import { call, indicator, minus, negative, number, ONE, over, plus, power, times, type Expression, type Relation } from '../expression/expression';
import { broadcast, type ElementContext, type RulesFor } from './element-rule';

export type ElementwiseOp = Extract<
  OpName,
  | 'Abs' | 'Add' | 'And' | 'Atan' | 'Cast' | 'Clip' | 'Cos' | 'Div' | 'Elu' | 'Equal' | 'Erf' | 'Exp' | 'Floor' | 'Gelu' | 'Greater' | 'GreaterOrEqual' | 'HardSwish' | 'Identity'
  | 'IsPositive' | 'LeakyRelu' | 'Less' | 'LessOrEqual' | 'Log' | 'Max' | 'Min' | 'Mul' | 'Neg' | 'Not' | 'Pow' | 'Reciprocal' | 'Relu' | 'ReluGrad' | 'Sigmoid' | 'Sin'
  | 'Softplus' | 'Sqrt' | 'Step' | 'StopGradient' | 'Sub' | 'Tanh' | 'Where' | 'ZerosLike'
>;

/** Rules that no attribute changes. */
type Rule = (context: Pick<ElementContext, 'inputs' | 'position'>) => Expression;

const unary = (formula: (x: Expression) => Expression): Rule => ({ inputs: [x], position }) => formula(x!.at(position));

const binary = (formula: (a: Expression, b: Expression) => Expression): Rule => ({ inputs: [a, b], position }) => formula(a!.at(broadcast(a!, position)), b!.at(broadcast(b!, position)));

const relation = (sign: Relation): Rule => binary((a, b) => indicator(a, sign, b));

const same = unary((x) => x);

export const ELEMENTWISE: RulesFor<ElementwiseOp> = {
  Abs: unary((x) => call('abs', x)),
  Add: binary(plus),
  And: binary((a, b) => times(a, b)),
  Atan: unary((x) => call('arctan', x)),
  Cast: ({ inputs: [x], position, attributes: { to } }) => {
    const at = x!.at(position);
    if (to === 'float32') return at;
    if (to === 'bool') return minus(ONE, indicator(at, '=', number(0)));
    // To whole numbers the part behind the point is cut off.
    return call('choose', indicator(at, '≥', number(0)), call('floor', at), call('ceil', at));
  },
  Clip: ({ inputs: [x], position, attributes: { min, max } }) => call('min', call('max', x!.at(position), number(min)), number(max)),
  Cos: unary((x) => call('cos', x)),
  Div: binary(over),
  Elu: ({ inputs: [x], position, attributes: { alpha } }) => {
    const at = x!.at(position);
    return call('choose', indicator(at, '>', number(0)), at, times(number(alpha), minus(call('exp', at), ONE)));
  },
  Equal: relation('='),
  Erf: unary((x) => call('erf', x)),
  Exp: unary((x) => call('exp', x)),
  Floor: unary((x) => call('floor', x)),
  Gelu: unary((x) => times(number(0.5), x, plus(ONE, call('erf', over(x, call('sqrt', number(2))))))),
  Greater: relation('>'),
  GreaterOrEqual: relation('≥'),
  HardSwish: unary((x) => times(x, call('min', call('max', plus(over(x, number(6)), number(0.5)), number(0)), ONE))),
  Identity: same,
  IsPositive: unary((x) => indicator(x, '>', number(0))),
  LeakyRelu: ({ inputs: [x], position, attributes: { alpha } }) => {
    const at = x!.at(position);
    return call('choose', indicator(at, '≥', number(0)), at, times(number(alpha), at));
  },
  Less: relation('<'),
  LessOrEqual: relation('≤'),
  Log: unary((x) => call('ln', x)),
  Max: binary((a, b) => call('max', a, b)),
  Min: binary((a, b) => call('min', a, b)),
  Mul: binary((a, b) => times(a, b)),
  Neg: unary(negative),
  Not: unary((x) => minus(ONE, x)),
  Pow: binary(power),
  Reciprocal: unary((x) => over(ONE, x)),
  Relu: unary((x) => call('max', number(0), x)),
  ReluGrad: ({ inputs: [y, dy], position }) => times(dy!.at(position), indicator(y!.at(position), '>', number(0))),
  Sigmoid: unary((x) => call('sigmoid', x)),
  Sin: unary((x) => call('sin', x)),
  Softplus: unary((x) => call('softplus', x)),
  Sqrt: unary((x) => call('sqrt', x)),
  Step: ({ inputs: [x], position, attributes: { threshold } }) => indicator(x!.at(position), '≥', number(threshold)),
  StopGradient: same,
  Sub: binary(minus),
  Tanh: unary((x) => call('tanh', x)),
  Where: ({ inputs: [condition, a, b], position }) =>
    call('choose', condition!.at(broadcast(condition!, position)), a!.at(broadcast(a!, position)), b!.at(broadcast(b!, position))),
  ZerosLike: () => number(0),
};
