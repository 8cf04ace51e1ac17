/** Formulas: what is printed is what is meant, and simplifying changes no value. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../engine/explain/expression/evaluate';
import { call, indicator, minus, negative, number, ONE, over, partsOf, plus, power, product, sum, symbol, times, type Expression } from '../../engine/explain/expression/expression';
import { printLatex, printNumber, printText } from '../../engine/explain/expression/print';
import { latexName } from '../../engine/explain/expression/latex-notation';
import { simplify } from '../../engine/explain/expression/simplify';
import { latexProblem } from './latex-parser';

const VALUES: Readonly<Record<string, number>> = { a: 0.75, b: -0.5, c: 2, y: 1 };
const [a, b, c, y] = ['a', 'b', 'c', 'y'].map((name) => symbol(name, name, { read: () => VALUES[name]! })) as [Expression, Expression, Expression, Expression];

describe('printing', () => {
  it.each([
    [times(minus(a, y), b, a, minus(ONE, a)), '(a − y)·b·a(1 − a)', '(0.75 − 1)·(−0.5)·0.75·(1 − 0.75)'],
    [minus(a, over(b, c)), 'a − b/c', '0.75 − (−0.5)/2'],
    [over(a, times(b, c)), 'a/(b·c)', '0.75/((−0.5)·2)'],
    [times(a, over(b, c)), 'a·(b/c)', '0.75·((−0.5)/2)'],
    [over(plus(a, b), number(2)), '(a + b)/2', '(0.75 + −0.5)/2'],
    [power(b, 2), 'b²', '(−0.5)²'],
    [negative(plus(a, b)), '−(a + b)', '−(0.75 + −0.5)'],
    [minus(a, minus(b, c)), 'a − (b − c)', '0.75 − (−0.5 − 2)'],
    [call('choose', indicator(a, '>', number(0)), a, times(number(0.1), a)), '(a if [a > 0], else 0.1·a)', '(0.75 if [0.75 > 0], else 0.1·0.75)'],
    [call('max', a, b, c), 'max{a, b, c}', 'max{0.75, −0.5, 2}'],
  ])('%#', (formula, symbols, numbers) => {
    expect(printText(formula)).toBe(symbols);
    expect(printText(formula, { numbers: true }).replaceAll('+ (−0.5)', '+ −0.5')).toBe(numbers);
  });

  it('shortens long sums in the middle', () => {
    const many = sum(Array.from({ length: 9 }, (_, index) => symbol(`t${index}`)));
    expect(printText(many, { terms: 4 })).toBe('t0 + t1 + t2 + … 5 more … + t8');
  });

  it('numbers read as a person writes them', () => {
    expect([0.1 + 0.2, -3, 1.5e-7, 0, 123456789, Infinity].map((value) => printNumber(value))).toEqual(['0.3', '−3', '1.5e−7', '0', '123457000', '∞']);
  });
});

describe('simplifying', () => {
  it.each([
    [times(ONE, a, number(0), b), '0'],
    [plus(times(a, b), times(a, c)), 'a·(b + c)'],
    [times(over(minus(a, y), times(a, minus(ONE, a))), a, minus(ONE, a)), 'a − y'],
    [times(number(0.5), plus(a, a)), 'a'],
    [plus(negative(b), a), 'a − b'],
    [times(a, a, b), 'a²·b'],
    [over(a, ONE), 'a'],
    [call('exp', minus(a, call('ln', plus(b, c)))), 'e^(a)/(b + c)'],
    [minus(times(b, sum([0, 1, 2].map((one) => indicator(y, '=', number(one))))), indicator(y, '=', number(0))), 'b − [y = 0]'],
    [sum([0, 1].map((one) => over(times(number(-1), indicator(y, '=', number(one))), c))), '(−1)/c'],
    // c is none of the classes but the last, and y might be a class that has no term.
    [sum([0, 1].map((one) => indicator(c, '=', number(one)))), '[c = 0] + [c = 1]'],
    [sum([1, 2].map((one) => indicator(y, '=', number(one)))), '[y = 1] + [y = 2]'],
  ])('%#', (formula, expected) => {
    expect(printText(simplify(formula))).toBe(expected);
  });

  const bracket = fc.tuple(fc.constantFrom(c, y), fc.integer({ min: 0, max: 2 })).map(([left, right]) => indicator(left, '=', number(right)));
  const leaf = fc.oneof(fc.constantFrom(a, b, c, y), bracket, fc.constantFrom(-1, 0, 0.5, 1, 2, 3, 0.3).map(number));
  const formula = fc.letrec<{ any: Expression }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map(sum),
      fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map(product),
      fc.tuple(tie('any'), tie('any')).map(([top, bottom]) => over(top, bottom)),
      tie('any').map((x) => call('tanh', x)),
      fc.tuple(tie('any'), fc.constantFrom(1, 2)).map(([base, exponent]) => power(base, exponent)),
    ),
  })).any;

  /** Nothing is divided by zero, or by next to nothing. */
  const hasValue = (one: Expression): boolean => (one.kind !== 'quotient' || Math.abs(evaluate(one.bottom)) > 1e-6) && partsOf(one).every(hasValue);

  it('keeps the value, and prints LaTeX that can be read', () => {
    fc.assert(
      fc.property(formula, (one) => {
        const before = evaluate(one);
        fc.pre(Number.isFinite(before) && hasValue(one));
        const simple = simplify(one);
        expect(evaluate(simple), `${printText(one)} became ${printText(simple)}`).toBeCloseTo(before, 6 - Math.ceil(Math.log10(Math.max(1, Math.abs(before)))));
        for (const numbers of [false, true]) expect(latexProblem(printLatex(simple, { numbers }))).toBeUndefined();
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the parser that LaTeX is held against', () => {
  it.each(['\\frac{a}{b', '\\left( a', '\\nonsense{a}', 'a_b_c', '\\text{50%', '∂', '\\begin{cases} a & b'])('refuses %s', (source) => {
    expect(latexProblem(source)).toContain(source);
  });

  it('reads names with every sign that LaTeX reads', () => {
    expect(latexProblem(latexName('a_1 50% {x} #2 $3 ~^\\ &Größe 重み'))).toBeUndefined();
  });
});
