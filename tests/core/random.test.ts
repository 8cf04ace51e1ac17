import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RandomStream } from '../../engine/core/random';

const COUNT = 20_000;

/** Pearson's χ² against even chances; 15 degrees of freedom exceed 45 with probability 1e-4. */
function chiSquare(values: readonly number[], bins = 16): number {
  const counts = values.reduce<number[]>((all, value) => {
    all[Math.floor(value * bins)]!++;
    return all;
  }, Array.from({ length: bins }, () => 0));
  return counts.reduce((sum, count) => sum + (count - values.length / bins) ** 2 / (values.length / bins), 0);
}

test('draws of one stream are even', () => {
  const stream = new RandomStream(1, 'mask', 'dropout', 3);
  expect(chiSquare(Array.from({ length: COUNT }, () => stream.uniform()))).toBeLessThan(45);
});

test('first draws of neighbouring streams are even and unrelated', () => {
  const first = Array.from({ length: COUNT }, (_, step) => new RandomStream(1, 'mask', 'dropout', step).uniformAt(0));
  expect(chiSquare(first)).toBeLessThan(45);
  const products = first.slice(1).map((value, index) => (value - 0.5) * (first[index]! - 0.5));
  expect(Math.abs(products.reduce((a, b) => a + b, 0) / products.length)).toBeLessThan(0.003);
});

test('a draw depends on its index alone, not on the order of drawing', () => {
  fc.assert(
    fc.property(fc.integer(), fc.string(), fc.nat(1000), (seed, key, index) => {
      const stream = new RandomStream(seed, key);
      const inSequence = Array.from({ length: index + 1 }, () => stream.uniform()).at(-1);
      expect(new RandomStream(seed, key).uniformAt(index)).toBe(inSequence);
    }),
  );
});

test('seeds beyond 32 bits differ', () => {
  expect(new RandomStream(1).uniformAt(0)).not.toBe(new RandomStream(1 + 2 ** 32).uniformAt(0));
});

test('the order of keys matters', () => {
  expect(new RandomStream(1, 2).uniformAt(0)).not.toBe(new RandomStream(2, 1).uniformAt(0));
});

test('normal draws have mean 0 and deviation 1', () => {
  const stream = new RandomStream(5, 'normal');
  const values = Array.from({ length: COUNT }, () => stream.normal());
  const mean = values.reduce((a, b) => a + b, 0) / COUNT;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / COUNT)).toBeCloseTo(1, 1);
});

test('a permutation holds every number once', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.integer(), (count, seed) => {
      expect([...new RandomStream(seed).permutation(count)].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
    }),
  );
});

test('every position of a permutation is reached', () => {
  const firsts = new Set(Array.from({ length: 200 }, (_, seed) => new RandomStream(seed).permutation(5)[0]));
  expect(firsts.size).toBe(5);
});
