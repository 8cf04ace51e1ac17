/** Spread, limits and shape of every initializer's draws. */
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../engine/core/random';
import { INITIALIZERS, type InitializerName } from '../../engine/initializers/index';

const shape = [64, 50] as const;
const [fanIn, fanOut] = [50, 64];

function draw(name: InitializerName, size: readonly number[] = shape, amount?: number): Float32Array {
  const stream = new RandomStream(1, 'init', name);
  return INITIALIZERS[name].fill({ shape: size, fanIn, fanOut, stream, ...(amount !== undefined && { amount }) });
}

function deviation(values: Float32Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Standard deviation each promises; a uniform in ±a has a/√3. */
const PROMISED: Partial<Record<InitializerName, number>> = {
  uniform: 0.05 / Math.sqrt(3),
  normal: 0.05,
  'glorot-uniform': Math.sqrt(2 / (fanIn + fanOut)),
  'glorot-normal': Math.sqrt(2 / (fanIn + fanOut)),
  'he-uniform': Math.sqrt(2 / fanIn),
  'he-normal': Math.sqrt(2 / fanIn),
  'lecun-uniform': Math.sqrt(1 / fanIn),
  'lecun-normal': Math.sqrt(1 / fanIn),
};

describe.each(Object.entries(PROMISED) as [InitializerName, number][])('%s', (name, promised) => {
  const values = draw(name);
  test('has the promised spread', () => expect(deviation(values) / promised).toBeCloseTo(1, 1));
  test('is centred on zero', () => expect(Math.abs(values.reduce((a, b) => a + b, 0) / values.length)).toBeLessThan(promised / 10));
  if (name.endsWith('uniform')) test('stays within its limit', () => expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(promised * Math.sqrt(3) + 1e-7));
});

test('zeros, ones and a constant', () => {
  expect(new Set(draw('zeros'))).toEqual(new Set([0]));
  expect(new Set(draw('ones'))).toEqual(new Set([1]));
  expect(new Set(draw('constant', [3], 2.5))).toEqual(new Set([2.5]));
});

test.each([[[6, 10]], [[10, 6]], [[4, 3, 3, 3]]])('orthogonal %j: the shorter side is orthonormal', (size) => {
  const values = draw('orthogonal', size);
  const rows = size[0]!;
  const columns = values.length / rows;
  const at = rows <= columns ? (row: number, column: number) => values[row * columns + column]! : (row: number, column: number) => values[column * columns + row]!;
  const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
  for (let a = 0; a < count; a++) {
    for (let b = 0; b <= a; b++) {
      const product = Array.from({ length }, (_, index) => at(a, index) * at(b, index)).reduce((x, y) => x + y, 0);
      expect(product).toBeCloseTo(a === b ? 1 : 0, 5);
    }
  }
});

test('the same stream draws the same, another seed draws otherwise', () => {
  expect(draw('he-normal')).toEqual(draw('he-normal'));
  const other = INITIALIZERS['he-normal'].fill({ shape, fanIn, fanOut, stream: new RandomStream(2, 'init', 'he-normal') });
  expect(other).not.toEqual(draw('he-normal'));
});
