/**
 * Exact simplification: the result is equal to the formula wherever the formula has a value. Numbers are only put together
 * where floating point does so exactly, so nothing is rounded.
 */
import { exponential, withoutWholeChoices } from './identities';
import { keyOf, number, ONE, over, partsOf, power, product, sum, withParts, ZERO, type Expression } from './expression';

export function simplify(expression: Expression): Expression {
  const plain = withParts(expression, partsOf(expression).map(simplify));
  switch (plain.kind) {
    case 'sum':
      return simplifySum(plain.terms);
    case 'product':
      return simplifyProduct(plain.factors);
    case 'quotient':
      return simplifyProduct([plain]);
    case 'call':
      return (plain.name === 'exp' && exponential(plain.operands[0]!)) || plain;
    case 'power':
      return isNumber(plain.exponent, 1) ? plain.base : isNumber(plain.exponent, 0) ? ONE : plain;
    default:
      return plain;
  }
}

function isNumber(expression: Expression, value: number): boolean {
  return expression.kind === 'number' && expression.value === value;
}

/** Whole numbers and their halves, quarters, …: sums and products of such are exact. */
function isExact(value: number): boolean {
  return Math.abs(value) < 2 ** 20 && Number.isInteger(value * 2 ** 10);
}

/** A product as a number and its other factors, with nested products opened. */
function split(expression: Expression): { readonly coefficient: number; readonly factors: readonly Expression[] } {
  const parts = expression.kind === 'product' ? expression.factors.map(split) : [];
  if (expression.kind === 'number' && isExact(expression.value)) return { coefficient: expression.value, factors: [] };
  if (expression.kind !== 'product') return { coefficient: 1, factors: [expression] };
  return { coefficient: parts.reduce((total, part) => total * part.coefficient, 1), factors: parts.flatMap((part) => part.factors) };
}

function joined(coefficient: number, factors: readonly Expression[]): Expression {
  if (coefficient === 0) return ZERO;
  return product(coefficient === 1 && factors.length > 0 ? factors : [number(coefficient), ...factors]);
}

/** One fraction at most, equal factors above and below taken out. */
function simplifyProduct(parts: readonly Expression[]): Expression {
  const top: Expression[] = [];
  const bottom: Expression[] = [];
  let coefficient = 1;
  for (const part of parts) {
    const { coefficient: own, factors } = split(part);
    coefficient *= own;
    for (const factor of factors) {
      if (factor.kind !== 'quotient') top.push(factor);
      else {
        const [above, below] = [split(factor.top), split(factor.bottom)];
        coefficient *= above.coefficient;
        top.push(...above.factors);
        if (below.coefficient !== 1) bottom.push(number(below.coefficient));
        bottom.push(...below.factors);
      }
    }
  }
  if (coefficient === 0) return ZERO;
  const left = bottom.filter((factor) => {
    const at = top.findIndex((one) => keyOf(one) === keyOf(factor));
    if (at >= 0) top.splice(at, 1);
    return at < 0;
  });
  const above = joined(coefficient, gathered(top));
  return left.length === 0 ? above : over(above, product(gathered(left)));
}

/** Equal symbols side by side become a power. */
function gathered(factors: readonly Expression[]): readonly Expression[] {
  const counts = new Map<string, number>();
  for (const factor of factors) counts.set(keyOf(factor), (counts.get(keyOf(factor)) ?? 0) + 1);
  const done = new Set<string>();
  return factors.flatMap((factor) => {
    const key = keyOf(factor);
    if (done.has(key)) return [];
    done.add(key);
    const count = counts.get(key)!;
    return count > 1 && factor.kind !== 'number' ? [power(factor, count)] : Array.from({ length: count }, () => factor);
  });
}

interface Term {
  coefficient: number;
  readonly factors: readonly Expression[];
}

/** Equal terms counted, zeros left out, and what all terms share taken out in front. */
function simplifySum(parts: readonly Expression[]): Expression {
  const terms = new Map<string, Term>();
  for (const part of withoutWholeChoices(parts.flatMap((one) => (one.kind === 'sum' ? one.terms : [one])))) {
    const { coefficient, factors } = split(part);
    const key = factors.map(keyOf).sort().join(' ');
    const known = terms.get(key);
    if (known) known.coefficient += coefficient;
    else terms.set(key, { coefficient, factors });
  }
  const left = positiveFirst([...terms.values()].filter(({ coefficient }) => coefficient !== 0));
  if (left.length < 2) return left.length === 0 ? ZERO : joined(left[0]!.coefficient, left[0]!.factors);
  const shared = sharedFactors(left.map(({ factors }) => factors));
  const inside = sum(left.map(({ coefficient, factors }) => joined(coefficient, without(factors, shared))));
  return shared.length === 0 ? inside : product([...shared, inside]);
}

/** a − b rather than −b + a. */
function positiveFirst(terms: readonly Term[]): readonly Term[] {
  const at = terms.findIndex(({ coefficient }) => coefficient > 0);
  return at > 0 ? [terms[at]!, ...terms.filter((_, index) => index !== at)] : terms;
}

/** In the order of the first list. */
function sharedFactors(lists: readonly (readonly Expression[])[]): readonly Expression[] {
  let shared = lists[0]!;
  for (const list of lists.slice(1)) {
    const open = list.map(keyOf);
    shared = shared.filter((factor) => {
      const at = open.indexOf(keyOf(factor));
      if (at >= 0) open.splice(at, 1);
      return at >= 0;
    });
  }
  return shared;
}

function without(factors: readonly Expression[], taken: readonly Expression[]): readonly Expression[] {
  const open = taken.map(keyOf);
  return factors.filter((factor) => {
    const at = open.indexOf(keyOf(factor));
    if (at >= 0) open.splice(at, 1);
    return at < 0;
  });
}
