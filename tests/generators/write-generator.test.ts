import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Boxes, Dataset, Points } from '../../engine/data/dataset';
import { openBuiltin } from '../../engine/data/generators';
import { writeGenerator } from '../../engine/data/generators/write-generator';
import { openDataset } from '../../engine/data/open-dataset';

const SPLIT = { seed: 1, validation: 0.2, test: 0.1 };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'generators-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('digits are written into split and class folders and read back equal', async () => {
  const progress: number[] = [];
  const written = await writeGenerator('digits', folder, { count: 100, seed: 4 }, (done) => progress.push(done));
  expect(written).toEqual({ folder, fileCount: 100 });
  expect(progress).toEqual([64, 100]);
  expect((await readdir(folder)).sort()).toEqual(['test', 'train', 'validation']);

  const made = await openBuiltin({ kind: 'builtin', name: 'digits', count: 100, seed: 4 }, SPLIT);
  const read = await openDataset({ kind: 'folder', path: folder }, SPLIT);
  expect(read.rowCount).toBe(100);
  for (const split of ['train', 'validation', 'test'] as const) expect(read.splits[split].length).toBe(made.splits[split].length);
  const [imageColumn, labelColumn] = read.columns.map((column) => column.name);
  for (let row = 0; row < read.rowCount; row++) {
    const sample = Number(/(\d+)\.png$/.exec(read.rowName(row))![1]);
    expect(await read.read(row, imageColumn!)).toEqual(await made.read(sample, 'image'));
    expect(await read.read(row, labelColumn!)).toBe(await made.read(sample, 'class'));
  }
});

test('colour pictures keep their channels', async () => {
  await writeGenerator('shapes', folder, { count: 10, seed: 4 });
  const made = await openBuiltin({ kind: 'builtin', name: 'shapes', count: 10, seed: 4 }, SPLIT);
  const read = await openDataset({ kind: 'folder', path: join(folder, 'train') }, { ...SPLIT, test: 0 });
  for (let row = 0; row < read.rowCount; row++) {
    const sample = Number(/(\d+)\.png$/.exec(read.rowName(row))![1]);
    expect(await read.read(row, read.columns[0]!.name)).toEqual(await made.read(sample, 'image'));
  }
});

test('tables are written as CSV, with pictures beside them, and read back equal', async () => {
  const written = await writeGenerator('dials', folder, { count: 60, seed: 2 });
  expect(written).toEqual({ folder, table: join(folder, 'data.csv'), fileCount: 61 });
  const made = await openBuiltin({ kind: 'builtin', name: 'dials', count: 60, seed: 2 }, SPLIT);
  const read = await openDataset({ kind: 'csv', path: written.table!, targets: ['reading', 'status'] }, SPLIT);
  expect(read.columns.map(({ name, kind, isTarget }) => [name, kind, isTarget])).toEqual(
    made.columns.map(({ name, kind, isTarget }) => [name, kind, isTarget]),
  );
  const names = ['image', 'scaleStart', 'scaleEnd', 'limit', 'reading'];
  const madeClasses = made.columns.at(-1)!.classes!;
  const readClasses = read.columns.at(-1)!.classes!;
  for (let row = 0; row < 60; row++) {
    for (const name of names) expect(await read.read(row, name)).toEqual(await made.read(row, name));
    expect(readClasses[Number(await read.read(row, 'status'))]).toBe(madeClasses[Number(await made.read(row, 'status'))]);
  }
});

test('the truth table of xor says that every row trains', async () => {
  const { table } = await writeGenerator('xor', folder, { count: 4, seed: 1 });
  expect(await readFile(table!, 'utf8')).toBe('x1,x2,y,split\n0,0,0,train\n0,1,1,train\n1,0,1,train\n1,1,0,train\n');
});

test('a folder with something in it is left alone', async () => {
  await writeFile(join(folder, 'mine.txt'), 'mine');
  await expect(writeGenerator('xor', folder, { count: 4, seed: 1 })).rejects.toThrow(
    `The folder ${folder} is not empty; new samples would mix with what is there. Name a new folder, or empty this one first.`,
  );
  expect(await readdir(folder)).toEqual(['mine.txt']);
  await expect(writeGenerator('xor', join(folder, 'mine.txt'), { count: 4, seed: 1 })).rejects.toThrow('it is a file, not a folder');
});

test.each(['hand', 'face'])('the points of a %s are written as COCO keypoints, and read back with depth and sight', async (name) => {
  const written = await writeGenerator(name, folder, { count: 10, seed: 4 });
  expect(written).toEqual({ folder, fileCount: 12 });
  const made = await openBuiltin({ kind: 'builtin', name, count: 10, seed: 4 }, SPLIT);
  const read = await openDataset({ kind: 'folder', path: folder }, SPLIT);
  expect([read.splits.train, read.splits.validation, read.splits.test].map(({ length }) => length)).toEqual([8, 1, 1]);
  const column = (data: Dataset) => data.columns.find(({ kind }) => kind === 'points')!;
  expect(column(read)).toEqual(column(made));
  for (let row = 0; row < 10; row++) {
    const sample = Number(/(\d+)\.png$/.exec(read.rowName(row))![1]);
    expect(await read.read(row, 'points')).toEqual(await made.read(sample, 'points'));
    expect(await read.read(row, 'image')).toEqual(await made.read(sample, 'image'));
    const { boxes, width, height } = (await read.read(row, 'objects')) as Boxes;
    const [x, y, w, h] = boxes as unknown as [number, number, number, number];
    expect(x >= 0 && y >= 0 && w > width / 5 && h > height / 5 && x + w <= width && y + h <= height, `${row}: ${boxes}`).toBe(true);
  }
});

test('a table beside the points says what is known besides, with four columns for each point', async () => {
  await writeGenerator('hand', folder, { count: 10, seed: 4 });
  const made = await openBuiltin({ kind: 'builtin', name: 'hand', count: 10, seed: 4 }, SPLIT);
  const read = await openDataset({ kind: 'csv', path: join(folder, 'data.csv'), target: 'gesture' }, SPLIT);
  expect(read.rowCount).toBe(10);
  const { points } = (await made.read(0, 'points')) as Points;
  expect(await read.read(0, 'thumb tip y')).toBeCloseTo(points[4 * 4 + 1]!, 4);
  expect(await read.read(0, 'side')).toBe(await made.read(0, 'side'));
  expect(await read.read(0, 'image')).toEqual(await made.read(0, 'image'));
});
