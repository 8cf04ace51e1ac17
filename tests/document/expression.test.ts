import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateExpression, ExpressionError, isIdentifier } from '../../engine/document/expression';

const scope = { filters: 16, depth: 3, ratio: 0.5, activation: 'relu', kernel: [3, 3] };

function problemOf(expression: string): { reason: string; column: number } {
  try {
    evaluateExpression(expression, scope);
  } catch (error) {
    if (error instanceof ExpressionError) return { reason: error.reason, column: error.column };
    throw error;
  }
  throw new Error(`"${expression}" was evaluated`);
}

test.each([
  ['filters*2', 32],
  ['2+3*4', 14],
  ['(2+3)*4', 20],
  ['10-4-3', 3],
  ['100/5/2', 10],
  ['17%5', 2],
  ['-depth+1', -2],
  ['--3', 3],
  ['2*-3', -6],
  [' 1.5e2 ', 150],
  ['min(filters, 8, depth)', 3],
  ['max(1)', 1],
  ['floor(7/2)+ceil(7/2)+round(2.5)', 10],
  ['max(1, floor(filters*ratio)) * (depth - 1)', 16],
])('%s = %d', (expression, value) => {
  expect(evaluateExpression(expression, scope)).toBe(value);
});

test('a name alone may be any value', () => {
  expect(evaluateExpression('activation', scope)).toBe('relu');
  expect(evaluateExpression(' kernel ', scope)).toEqual([3, 3]);
});

describe('errors say what and where', () => {
  test.each([
    ['', 'The expression ends where a value is expected', 1],
    ['filters*', 'The expression ends where a value is expected', 9],
    ['2 3', '"3" is unexpected', 3],
    ['2filters', '"filters" is unexpected', 2],
    ['(2+3', '")" is expected', 5],
    ['2+)', 'A value is expected before ")"', 3],
    ['*2', 'A value is expected before "*"', 1],
    ['2 $ 3', '"$" has no meaning here', 3],
    ['2 + 😀', '"😀" has no meaning here', 5],
    ['width', 'There is no parameter "width" here; there are filters, depth, ratio, activation, kernel', 1],
    ['1+constructor', 'There is no parameter "constructor" here; there are filters, depth, ratio, activation, kernel', 3],
    ['activation*2', '"activation" is "relu", which is not a number', 1],
    ['sqrt(4)', 'There is no function "sqrt"; there are min, max, floor, ceil, round', 1],
    ['toString(4)', 'There is no function "toString"; there are min, max, floor, ceil, round', 1],
    ['floor(1,2)', '"floor" takes one value, not 2', 1],
    ['min()', 'A value is expected before ")"', 5],
    ['1/(depth-3)', 'Division by zero', 2],
    ['1%0', 'Division by zero', 2],
    ['1e308*10', 'The result of "*" is not a number', 6],
    ['1e999', 'The result of "1e999" is not a number', 1],
  ])('%s', (expression, reason, column) => {
    expect(problemOf(expression)).toEqual({ reason, column });
  });

  test('length and nesting are bounded', () => {
    expect(problemOf('1+'.repeat(600)).reason).toContain('at most 1000 characters');
    expect(problemOf('('.repeat(400)).reason).toBe('The expression is nested too deeply');
    expect(evaluateExpression(`${'-'.repeat(998)}1`, {})).toBe(1);
  });
});

test('any text gives a finite number, a parameter or an ExpressionError', () => {
  const piece = fc.constantFrom('1', '2.5', 'filters', 'activation', '+', '-', '*', '/', '%', '(', ')', ',', 'min', 'floor', ' ', '.', 'é');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      try {
        const value = evaluateExpression(pieces.join(''), scope);
        expect(value === 'relu' || Number.isFinite(value)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(ExpressionError);
      }
    }),
    { numRuns: 500 },
  );
});

test('arithmetic agrees with JavaScript', () => {
  const tree: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.integer({ min: 0, max: 99 }).map(String),
      fc.tuple(tie('node'), fc.constantFrom('+', '-', '*'), tie('node')).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => `${a} - ${b} * 2`),
    ),
  })).node;
  fc.assert(
    fc.property(tree, (expression) => {
      fc.pre(expression.length < 1000);
      expect(evaluateExpression(expression, {})).toBe(Function(`return ${expression}`)());
    }),
  );
});

test('names that would hide a function or the number of the copy are refused', () => {
  expect(['filters', 'a_1', 'min', 'copy', '1a', '_a', 'é', ''].map(isIdentifier)).toEqual([true, true, false, false, false, false, false, false]);
});
