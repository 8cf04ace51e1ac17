/** The value of a formula in double precision. */
import type { Expression, FunctionName, Relation } from './expression';

/** Values of symbols by name; what is not named reads itself. Throws where neither knows a value. */
export type SymbolValues = ReadonlyMap<string, number>;

export function evaluate(expression: Expression, values?: SymbolValues): number {
  const of = (part: Expression) => evaluate(part, values);
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'symbol': {
      const value = values?.get(expression.name) ?? expression.read?.();
      if (value === undefined) throw new Error(`no value was given for ${expression.name}`);
      return value;
    }
    case 'sum':
      return expression.terms.reduce((total, term) => total + of(term), 0);
    case 'product':
      return expression.factors.reduce((total, factor) => total * of(factor), 1);
    case 'quotient':
      return of(expression.top) / of(expression.bottom);
    case 'power':
      return of(expression.base) ** of(expression.exponent);
    case 'call':
      return expression.name === 'choose' ? of(expression.operands[of(expression.operands[0]!) === 0 ? 2 : 1]!) : FUNCTIONS[expression.name](...expression.operands.map(of));
    case 'indicator':
      return RELATIONS[expression.relation](of(expression.left), of(expression.right)) ? 1 : 0;
  }
}

const FUNCTIONS: Readonly<Record<Exclude<FunctionName, 'choose'>, (...operands: number[]) => number>> = {
  exp: (x) => Math.exp(x!),
  ln: (x) => Math.log(x!),
  sqrt: (x) => Math.sqrt(x!),
  abs: (x) => Math.abs(x!),
  tanh: (x) => Math.tanh(x!),
  sin: (x) => Math.sin(x!),
  cos: (x) => Math.cos(x!),
  arctan: (x) => Math.atan(x!),
  sigmoid: (x) => 1 / (1 + Math.exp(-x!)),
  softplus: (x) => Math.max(x!, 0) + Math.log1p(Math.exp(-Math.abs(x!))),
  erf: (x) => errorFunction(x!),
  floor: (x) => Math.floor(x!),
  ceil: (x) => Math.ceil(x!),
  max: (...all) => all.reduce((best, one) => Math.max(best, one), -Infinity),
  min: (...all) => all.reduce((best, one) => Math.min(best, one), Infinity),
};

const RELATIONS: Readonly<Record<Relation, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '≤': (a, b) => a <= b,
  '=': (a, b) => a === b,
  '≥': (a, b) => a >= b,
  '>': (a, b) => a > b,
};

/** 2/√π · e^(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (2n + 1)!! (Abramowitz and Stegun 7.1.6): all terms have the sign of x, so nothing cancels. */
function errorFunction(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let [term, total] = [x, x];
  for (let n = 1; Math.abs(term) > Math.abs(total) * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
}
