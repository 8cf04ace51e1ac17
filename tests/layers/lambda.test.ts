/** Expressions of Lambda layers: how they are read, and what is said of those that cannot be. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLambda } from '../../engine/layers/lambda-expression';
import { expectClose } from './expect-close';
import { layerNamed } from './lower-layer';
import { runLayer } from './run-layer';

function mistakeIn(source: string): string {
  const read = parseLambda(source);
  return 'mistake' in read ? `${read.mistake.column}: ${read.mistake.reason}` : 'none';
}

describe('reading', () => {
  it.each([
    ['1 + 2 * 3 - 4', 3],
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', -4],
    ['(1 + 2) * -3', -9],
    ['12 / 2 / 3', 2],
    ['max(1, 5, 3) - min(2, 4)', 3],
    ['1e2 + .5', undefined],
    ['sqrt(16) + abs(-2) + square(3)', 15],
  ])('%s', async (source, expected) => {
    if (expected === undefined) {
      expect(mistakeIn(source)).toBe('7: “.” has no meaning here');
      return;
    }
    const { output } = await runLayer({ type: 'lambda', parameters: { expression: `a * 0 + ${source.startsWith('-') ? `(${source})` : source}` }, inputs: [[1, 1]], mode: 'infer' });
    expectClose(Array.from(output.data), [expected], source);
  });

  it.each([
    ['', '1: it ends where a value is expected'],
    ['a +', '4: it ends where a value is expected'],
    ['a b', '3: “b” is unexpected'],
    ['a + weight', '5: there is no input “weight”; inputs are called a, b, c, d, f, g, h'],
    ['sinus(a)', '1: there is no function “sinus”; there are abs, exp, log, sqrt, square, sin, cos, atan, tanh, sigmoid, relu, softplus, erf, min, max, mean, sum, largest, smallest'],
    ['tanh(a, b)', '1: “tanh” takes one value, not 2'],
    ['max(a)', '1: “max” takes two values or more; the largest of one is “largest”'],
    ['mean(a, rows)', '9: an axis is expected: channels, depth, height, width, steps'],
    ['mean(2)', '1: “mean” wants something that reads an input'],
    ['(a', '3: “)” is expected'],
    ['a $ b', '3: “$” has no meaning here'],
    [`${'('.repeat(60)}a`, '41: it is nested too deeply'],
    [`${'a^'.repeat(60)}a`, '81: it is nested too deeply'],
    ['a'.repeat(600), '501: it is longer than 500 characters'],
  ])('says what is wrong with “%s”', (source, expected) => {
    expect(mistakeIn(source)).toBe(expected);
  });

  it('never fails but with a place', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abx01.()+-*/^, me') }), (source) => {
        const read = parseLambda(source);
        if ('mistake' in read) expect(read.mistake.column).toBeLessThanOrEqual(source.length + 1);
      }),
    );
  });
});

it('is refused by its parameter with the place of the mistake', () => {
  const expression = layerNamed('lambda').parameters['expression']!;
  expect(expression.parse('a * sigmod(a)')).toEqual({ expected: expect.stringContaining('there is no function “sigmod”') });
  expect(expression.parse('a * sigmod(a)')).toEqual({ expected: expect.stringContaining('(column 5)') });
  expect(expression.parse('1 + 2')).toEqual({ expected: 'an expression that reads an input, such as a * sigmoid(a)' });
  expect(expression.parse('a * sigmoid(a)')).toEqual({ value: 'a * sigmoid(a)' });
});
