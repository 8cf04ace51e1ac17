import { expect, test } from 'vitest';
import { openBuiltin } from '../../engine/data/generators';

const SPLIT = { seed: 1, validation: 0.2, test: 0.1 };

test('digits bring their own splits: of every ten, eight train', async () => {
  const data = await openBuiltin({ kind: 'builtin', name: 'digits', count: 6000 }, SPLIT);
  expect([data.splits.train.length, data.splits.validation.length, data.splits.test.length]).toEqual([4800, 600, 600]);
  expect(data.columns.map(({ name, kind, isTarget }) => [name, kind, isTarget])).toEqual([
    ['image', 'image', false],
    ['class', 'category', true],
  ]);
  expect(data.findings.map((finding) => finding.message)).toEqual([
    'Built-in digits, seed 1: 4,800 samples for training, 600 for validation, 600 for test.',
  ]);
  expect(await data.read(17, 'image')).toMatchObject({ width: 28, height: 28, channels: 1 });
  expect(data.rowName(17)).toBe('sample 17');
});

test('the default count and seed are those of the generator', async () => {
  const [plain, spelt] = await Promise.all([
    openBuiltin({ kind: 'builtin', name: 'spirals' }, SPLIT),
    openBuiltin({ kind: 'builtin', name: 'spirals', count: 900, seed: 1 }, SPLIT),
  ]);
  expect(plain.fingerprint).toBe(spelt.fingerprint);
  const other = await openBuiltin({ kind: 'builtin', name: 'spirals', seed: 2 }, SPLIT);
  expect(other.fingerprint).not.toBe(plain.fingerprint);
});

test('tables are split as asked, and their numbers are described by the training rows', async () => {
  const data = await openBuiltin({ kind: 'builtin', name: 'spirals', count: 300 }, SPLIT);
  expect([data.splits.train.length, data.splits.validation.length, data.splits.test.length]).toEqual([210, 60, 30]);
  const values = await Promise.all(Array.from(data.splits.train, async (row) => Number(await data.read(row, 'x'))));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(data.columns[0]!.statistics!.mean).toBeCloseTo(mean, 12);
  expect(data.columns[0]!.statistics!.standardDeviation).toBeGreaterThan(0.2);
});

test('four samples of xor are the truth table, and all of them train', async () => {
  const data = await openBuiltin({ kind: 'builtin', name: 'xor', count: 4, seed: 9 }, { seed: 1, validation: 0.5, test: 0 });
  expect([...data.splits.train]).toEqual([0, 1, 2, 3]);
  const rows = await Promise.all([0, 1, 2, 3].map((row) => Promise.all(['x1', 'x2', 'y'].map((name) => data.read(row, name)))));
  expect(rows).toEqual([[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]]);
});

test('the reading of a dial over its limit is its status', async () => {
  const data = await openBuiltin({ kind: 'builtin', name: 'dials', count: 60 }, SPLIT);
  for (let row = 0; row < 60; row++) {
    const [start, end, limit, reading, status] = await Promise.all(
      ['scaleStart', 'scaleEnd', 'limit', 'reading', 'status'].map(async (name) => Number(await data.read(row, name))),
    );
    expect(reading).toBeGreaterThanOrEqual(start!);
    expect(reading).toBeLessThanOrEqual(end!);
    expect(status).toBe(reading! >= limit! ? 2 : reading! >= 0.8 * limit! ? 1 : 0);
  }
});

test('impossible requests are refused in a sentence', async () => {
  const open = (source: { name: string; count?: number; seed?: number }) => openBuiltin({ kind: 'builtin', ...source }, SPLIT);
  await expect(open({ name: 'mnist' })).rejects.toThrow('There is no built-in data set called "mnist".');
  await expect(open({ name: 'digits', count: 0 })).rejects.toThrow('0 is not a number of samples.');
  await expect(open({ name: 'digits', count: 2.5 })).rejects.toThrow('2.5 is not a number of samples.');
  await expect(open({ name: 'digits', seed: -1 })).rejects.toThrow('-1 is not a seed.');
  const data = await open({ name: 'digits', count: 10 });
  await expect(data.read(0, 'x')).rejects.toThrow('The built-in data set "digits" has no column "x". Choose one of: image, class.');
});
