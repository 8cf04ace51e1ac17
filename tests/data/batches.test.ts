import { describe, expect, it } from 'vitest';
import type { Tensor } from '../../engine/core/dtype';
import { fail } from '../../engine/core/diagnostic';
import { BatchPlan } from '../../engine/data/batch-plan';
import { assembleBatch, checkBindings, rowLayout } from '../../engine/data/batches';
import type { Binding } from '../../engine/data/bindings';
import type { Cell, Dataset } from '../../engine/data/dataset';
import { drawMask } from '../../engine/data/mask';
import { RowCache } from '../../engine/data/row-cache';
import { defaultImageSteps } from '../../engine/data/preprocess';
import { draw } from './picture-files';

/** Rows of a picture, two numbers and a class; rows divisible by `broken` cannot be read. */
function memoryDataset(rowCount: number, broken?: number): Dataset & { reads: number } {
  const dataset = {
    source: { kind: 'builtin', name: 'memory' } as const,
    rowCount,
    columns: [
      { name: 'photo', kind: 'image', isTarget: false }, { name: 'age', kind: 'number', isTarget: false }, { name: 'animal', kind: 'category', isTarget: true, classes: ['cat', 'dog'] },
    ] as const,
    splits: { train: Uint32Array.from({ length: rowCount }, (_, row) => row), validation: new Uint32Array(), test: new Uint32Array() },
    fingerprint: 'memory',
    findings: [],
    reads: 0,
    rowName: (row: number) => `row ${row}`,
    async read(row: number, column: string): Promise<Cell> {
      if (column === 'age') return row * 10;
      if (column === 'animal') return row % 2;
      dataset.reads++;
      if (broken !== undefined && row % broken === 0) fail('image-unreadable', `row ${row} is damaged.`);
      return draw(4, 4, (x, y) => row + 10 * x + y);
    },
  };
  return dataset;
}

const SHAPE = { channels: 1, height: 4, width: 4 } as const;
const bindings: Binding[] = [
  { kind: 'image', column: 'photo', tensor: 'x', steps: defaultImageSteps(SHAPE), augmentations: [{ kind: 'flip-horizontal', probability: 0.5 }, { kind: 'noise', standardDeviation: 0.1 }] },
  { kind: 'number', column: 'age', tensor: 'age', steps: [{ kind: 'standardise', mean: 10, standardDeviation: 5 }] },
  { kind: 'category', column: 'animal', tensor: 'y' },
];

function tensor(batch: { tensors: Readonly<Record<string, Tensor>> }, name: string): Tensor {
  return batch.tensors[name]!;
}

describe('the plan of an epoch', () => {
  const rows = Uint32Array.from({ length: 103 }, (_, index) => index * 3);
  const plan = (epoch: number, shuffle = true, seed = 1) => new BatchPlan(rows, { batchSize: 10, seed, epoch, shuffle });
  const all = (made: BatchPlan) => Array.from({ length: made.batchCount }, (_, batch) => [...made.rowsOf(batch)]);

  it('visits every row once, the last batch being smaller', () => {
    const batches = all(plan(0));
    expect(batches.map((batch) => batch.length)).toEqual([...Array.from({ length: 10 }, () => 10), 3]);
    expect(batches.flat().sort((a, b) => a - b)).toEqual([...rows]);
    expect(batches.flat()).not.toEqual([...rows]);
  });

  it('repeats by seed and epoch, and can be entered anywhere', () => {
    expect(plan(4).rowsOf(7)).toEqual(plan(4).rowsOf(7));
    expect(all(plan(5))).not.toEqual(all(plan(4)));
    expect(all(plan(4, true, 2))).not.toEqual(all(plan(4)));
  });

  it('keeps the order where it is told to', () => expect(all(plan(3, false)).flat()).toEqual([...rows]));
  it('refuses impossible sizes', () => expect(() => new BatchPlan(rows, { batchSize: 0, seed: 1, epoch: 0, shuffle: true })).toThrow('A batch size of 0'));
});

describe('a batch', () => {
  const options = { seed: 1, epoch: 0, augment: false };

  it('holds one tensor per binding', async () => {
    const batch = await assembleBatch(memoryDataset(10), Uint32Array.of(3, 6), bindings, options);
    expect(tensor(batch, 'x')).toMatchObject({ dtype: 'float32', shape: [2, 1, 4, 4] });
    expect(tensor(batch, 'x').data[17]).toBeCloseTo(16 / 255, 6);
    expect(tensor(batch, 'age')).toEqual({ dtype: 'float32', shape: [2, 1], data: Float32Array.of(4, 10) });
    expect(tensor(batch, 'y')).toEqual({ dtype: 'int32', shape: [2], data: Int32Array.of(1, 0) });
    expect([...batch.rows]).toEqual([3, 6]);
  });

  it('is augmented alike for the same seed and epoch, with or without the cache', async () => {
    const dataset = memoryDataset(10);
    const cache = RowCache.create(10, rowLayout(bindings), 1e6);
    const make = (epoch: number, seed = 1) => assembleBatch(dataset, Uint32Array.of(1, 2, 3), bindings, { seed, epoch, augment: true, cache });
    const first = await make(0);
    expect(dataset.reads).toBe(3);
    expect((await make(0)).tensors).toEqual(first.tensors);
    expect(dataset.reads).toBe(3);
    const uncached = await assembleBatch(memoryDataset(10), Uint32Array.of(1, 2, 3), bindings, { seed: 1, epoch: 0, augment: true });
    expect(uncached.tensors).toEqual(first.tensors);
    expect(tensor(await make(1), 'x').data).not.toEqual(tensor(first, 'x').data);
    expect(tensor(await make(0, 2), 'x').data).not.toEqual(tensor(first, 'x').data);
  });

  it('does not depend on which other rows stand in it', async () => {
    const make = (...rows: number[]) => assembleBatch(memoryDataset(10), Uint32Array.from(rows), bindings, { seed: 1, epoch: 0, augment: true });
    const alone = tensor(await make(5), 'x').data;
    expect(tensor(await make(2, 5, 7), 'x').data.slice(16, 32)).toEqual(alone);
  });

  it('leaves out rows that cannot be read, and says so', async () => {
    const batch = await assembleBatch(memoryDataset(12, 4), Uint32Array.of(1, 4, 5, 8), bindings, options);
    expect([...batch.rows]).toEqual([1, 5]);
    expect(batch.problems.map((problem) => [problem.severity, problem.message])).toEqual([['warning', 'row 4 is damaged.'], ['warning', 'row 8 is damaged.']]);
    expect(tensor(batch, 'y')).toEqual({ dtype: 'int32', shape: [2], data: Int32Array.of(1, 1) });
    expect(tensor(batch, 'x')).toMatchObject({ shape: [2, 1, 4, 4] });
    expect(tensor(batch, 'x').data[16]).toBeCloseTo(5 / 255, 6);
  });

  it('caches within its budget and never changes what is cached', async () => {
    const dataset = memoryDataset(10);
    const cache = RowCache.create(10, rowLayout(bindings), (16 + 2 + 2 * 8 + 1) * 4);
    const rows = Uint32Array.from({ length: 10 }, (_, row) => row);
    for (let epoch = 0; epoch < 3; epoch++) await assembleBatch(dataset, rows, bindings, { seed: 1, epoch, augment: true, cache });
    expect(dataset.reads).toBe(10 + 6 + 6);
    expect(cache.picture(2, 0)!.data).toEqual(draw(4, 4, (x, y) => 2 + 10 * x + y).data);
  });
});

it('refuses bindings that do not fit the data', () => {
  const dataset = memoryDataset(1);
  expect(() => checkBindings(dataset, [{ kind: 'number', column: 'size', tensor: 'x' }])).toThrow('"x" is bound to the column "size", which the data does not have.');
  expect(() => checkBindings(dataset, [{ kind: 'number', column: 'photo', tensor: 'x' }])).toThrow('"x" needs a column of kind number; "photo" is of kind image.');
  expect(() => checkBindings(dataset, [{ kind: 'image', column: 'photo', tensor: 'x', steps: [] }])).toThrow('must contain a step');
  expect(() => checkBindings(dataset, bindings)).not.toThrow();
});

describe('masks', () => {
  const spec = { name: 'mask', shape: ['N', 100], keepProbability: 0.7, key: 'dropout' } as const;

  it('keep the given share, by seed, key and step', () => {
    const mask = drawMask(spec, 32, 1, 0);
    expect(mask.shape).toEqual([32, 100]);
    expect(new Set(mask.data)).toEqual(new Set([0, 1]));
    const share = mask.data.reduce((sum, value) => sum + value, 0) / 3200;
    expect(Math.abs(share - 0.7)).toBeLessThan(0.03);
    expect(drawMask(spec, 32, 1, 0)).toEqual(mask);
    for (const other of [drawMask(spec, 32, 2, 0), drawMask(spec, 32, 1, 1), drawMask({ ...spec, key: 'other' }, 32, 1, 0)]) expect(other.data).not.toEqual(mask.data);
  });

  it('keep everything at 1, nothing at 0', () => {
    expect(new Set(drawMask({ ...spec, keepProbability: 1 }, 4, 1, 0).data)).toEqual(new Set([1]));
    expect(new Set(drawMask({ ...spec, keepProbability: 0 }, 4, 1, 0).data)).toEqual(new Set([0]));
    expect(() => drawMask({ ...spec, keepProbability: 1.5 }, 4, 1, 0)).toThrow('a share of 1.5');
  });
});
