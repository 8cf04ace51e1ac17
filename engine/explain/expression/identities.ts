/** Identities of functions and brackets that make formulas of classifiers read as in books. */
import { call, keyOf, ONE, over, product, sum, type Expression, type IndicatorExpression } from './expression';

/** e^(x − ln y) is e^x/y. Undefined where nothing is to be done. */
export function exponential(exponent: Expression): Expression | undefined {
  if (exponent.kind !== 'sum') return undefined;
  const at = exponent.terms.findIndex((term) => logarithmTakenAway(term) !== undefined);
  if (at < 0) return undefined;
  const rest = exponent.terms.filter((_, index) => index !== at);
  return over(call('exp', sum(rest)), logarithmTakenAway(exponent.terms[at]!)!);
}

/** y of −ln y. */
function logarithmTakenAway(term: Expression): Expression | undefined {
  if (term.kind !== 'product' || term.factors.length !== 2) return undefined;
  const [sign, logarithm] = term.factors as [Expression, Expression];
  return sign.kind === 'number' && sign.value === -1 && logarithm.kind === 'call' && logarithm.name === 'ln' ? logarithm.operands[0] : undefined;
}

interface Chosen {
  readonly bracket: IndicatorExpression;
  /** What the bracket is multiplied with. */
  readonly others: readonly Expression[];
}

/**
 * [t = 0]·c + [t = 1]·c + … over all classes is c: t is one of them. Only where t has a value among them, and every class has
 * its term.
 */
export function withoutWholeChoices(terms: readonly Expression[]): readonly Expression[] {
  const groups = new Map<string, Map<number, Expression>>();
  const placed = terms.map((term) => {
    const found = chosen(term);
    if (!found) return undefined;
    const key = `${keyOf(found.bracket.left)} ${found.others.map(keyOf).join(' ')}`;
    const group = groups.get(key) ?? new Map<number, Expression>();
    // A second term of a class stays as it is.
    if (group.has(valueOf(found.bracket.right)!)) return undefined;
    groups.set(key, group.set(valueOf(found.bracket.right)!, product(found.others)));
    return { key, bracket: found.bracket };
  });
  const whole = new Set([...groups].flatMap(([key, classes]) => (classes.size > 1 && Array.from(classes.keys()).every((one) => one >= 0 && one < classes.size) ? [key] : [])));
  const done = new Set<string>();
  return terms.flatMap((term, index) => {
    const place = placed[index];
    const classes = place && groups.get(place.key)!;
    if (!place || !classes || !whole.has(place.key) || !classes.has(readOf(place.bracket.left))) return [term];
    if (done.has(place.key)) return [];
    done.add(place.key);
    return [classes.values().next().value ?? term];
  });
}

function chosen(term: Expression): Chosen | undefined {
  const factors = term.kind === 'product' ? term.factors : [term];
  for (const [index, factor] of factors.entries()) {
    const others = factors.filter((_, at) => at !== index);
    if (isChoice(factor)) return { bracket: factor, others };
    if (factor.kind !== 'quotient') continue;
    const above = chosen(factor.top);
    if (above) return { bracket: above.bracket, others: [...others, over(above.others.length === 0 ? ONE : product(above.others), factor.bottom)] };
  }
  return undefined;
}

function isChoice(expression: Expression): expression is IndicatorExpression {
  return expression.kind === 'indicator' && expression.relation === '=' && expression.left.kind === 'symbol' && Number.isInteger(valueOf(expression.right));
}

function valueOf(expression: Expression): number | undefined {
  return expression.kind === 'number' ? expression.value : undefined;
}

function readOf(expression: Expression): number {
  return (expression.kind === 'symbol' ? expression.read?.() : undefined) ?? Number.NaN;
}
