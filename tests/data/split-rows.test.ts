import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RandomStream } from '../../engine/core/random';
import { splitAssigned, splitRows } from '../../engine/data/split-rows';

function rowsOf(labels: readonly number[]) {
  return { rows: Uint32Array.from(labels, (_, row) => row), labelOf: (row: number) => labels[row]!, keyOf: (row: number) => `sample ${row}` };
}

it('divides every class in proportion and loses no row', () => {
  const shares = fc.tuple(fc.double({ min: 0, max: 0.5, noNaN: true }), fc.double({ min: 0, max: 0.45, noNaN: true }));
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 300 }), shares, fc.nat(), (labels, [validation, test], seed) => {
      const splits = splitRows(rowsOf(labels), { seed, validation, test });
      const all = [...splits.train, ...splits.validation, ...splits.test].sort((a, b) => a - b);
      expect(all).toEqual(labels.map((_, row) => row));
      for (const label of new Set(labels)) {
        const count = (rows: Uint32Array) => rows.filter((row) => labels[row] === label).length;
        const total = labels.filter((other) => other === label).length;
        expect(count(splits.train)).toBeGreaterThanOrEqual(1);
        if (total < 10) continue;
        expect(Math.abs(count(splits.validation) - total * validation)).toBeLessThanOrEqual(1.01);
        expect(Math.abs(count(splits.test) - total * test)).toBeLessThanOrEqual(1.01);
      }
    }),
    { numRuns: 150 },
  );
});

it('gives the exact share in total, however small the classes', () => {
  const labels = Array.from({ length: 600 }, (_, row) => row % 200);
  const splits = splitRows(rowsOf(labels), { seed: 1, validation: 0.1, test: 0.2 });
  expect([splits.train.length, splits.validation.length, splits.test.length]).toEqual([420, 60, 120]);
});

it('repeats by seed and differs between seeds', () => {
  const labels = Array.from({ length: 200 }, (_, row) => row % 3);
  const split = (seed: number) => [...splitRows(rowsOf(labels), { seed, validation: 0.2, test: 0 }).validation];
  expect(split(1)).toEqual(split(1));
  expect(split(2)).not.toEqual(split(1));
});

it('moves few rows when files are added, wherever they are listed', () => {
  const names = (added: number) => [...Array.from({ length: added }, (_, index) => `added ${index}`), ...Array.from({ length: 1000 }, (_, index) => `old ${index}`)];
  const validation = (list: readonly string[]) => {
    const rows = Uint32Array.from(list, (_, row) => row);
    return [...splitRows({ rows, labelOf: () => 0, keyOf: (row) => list[row]! }, { seed: 1, validation: 0.2, test: 0 }).validation].map((row) => list[row]!);
  };
  const before = new Set(validation(names(0)));
  expect(validation(names(50)).filter((name) => before.has(name)).length).toBeGreaterThan(180);
});

it('is not biased by position', () => {
  const order = new RandomStream(1).permutation(10);
  const labels = Array.from({ length: 2000 }, (_, row) => order[row % 10]! % 2);
  const { validation } = splitRows(rowsOf(labels), { seed: 3, validation: 0.5, test: 0 });
  const firstHalf = validation.filter((row) => row < 1000).length;
  expect(Math.abs(firstHalf - 500)).toBeLessThan(60);
});

it('keeps the rows of a split that is given', () => {
  const labels = Array.from({ length: 100 }, (_, row) => row % 2);
  const splits = splitAssigned(rowsOf(labels), (row) => (row < 80 ? 'train' : 'test'), { seed: 1, validation: 0.25, test: 0 });
  expect([splits.train.length, splits.validation.length, splits.test.length]).toEqual([60, 20, 20]);
  expect([...splits.test]).toEqual(Array.from({ length: 20 }, (_, index) => 80 + index));
});

it('never divides a burst, and leaves every class something to train and to check with', () => {
  const bursts = fc.array(fc.record({ label: fc.nat({ max: 3 }), frames: fc.integer({ min: 2, max: 40 }) }), { minLength: 1, maxLength: 20 });
  const shares = fc.tuple(fc.double({ min: 0, max: 0.5, noNaN: true }), fc.double({ min: 0, max: 0.45, noNaN: true }));
  fc.assert(
    fc.property(bursts, shares, fc.nat(), (list, [validation, test], seed) => {
      const rows = list.flatMap(({ label, frames }, burst) => Array.from({ length: frames }, () => ({ label, burst })));
      const source = { rows: Uint32Array.from(rows.keys()), labelOf: (row: number) => rows[row]!.label, keyOf: (row: number) => `frame ${row}`, groupOf: (row: number) => `burst ${rows[row]!.burst}` };
      const splits = splitRows(source, { seed, validation, test });
      const burstsIn = (part: Uint32Array) => new Set([...part].map((row) => rows[row]!.burst));
      const [train, checked, tested] = [burstsIn(splits.train), burstsIn(splits.validation), burstsIn(splits.test)];
      expect(train.size + checked.size + tested.size).toBe(list.length);
      expect(splits.train.length + splits.validation.length + splits.test.length).toBe(rows.length);
      for (const label of new Set(list.map((one) => one.label))) {
        const own = list.flatMap((one, burst) => (one.label === label ? [burst] : []));
        expect(own.some((burst) => train.has(burst))).toBe(true);
        if (own.length > 1 && validation > 0) expect(own.some((burst) => checked.has(burst))).toBe(true);
      }
    }),
    { numRuns: 150 },
  );
});
