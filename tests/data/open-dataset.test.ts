import { describe, expect, it } from 'vitest';
import { assembleBatch, checkBindings } from '../../engine/data/batches';
import type { Binding } from '../../engine/data/bindings';
import { openDataset } from '../../engine/data/open-dataset';
import { defaultImageSteps, defaultNumberSteps } from '../../engine/data/preprocess';
import { distinctPng } from './picture-files';
import { temporaryFolder, writeTree } from './temporary-folder';

const root = temporaryFolder();
const split = { seed: 1, validation: 0.2, test: 0 };

describe('openDataset', () => {
  it('resolves paths from the given folder and keeps them relative', async () => {
    writeTree(root, Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`photos/${index % 2 ? 'cat' : 'dog'}/${index}.png`, distinctPng(index)])));
    const dataset = await openDataset({ kind: 'folder', path: 'photos' }, split, { resolveFrom: root });
    expect(dataset.source).toEqual({ kind: 'folder', path: 'photos' });
    expect(dataset.rowCount).toBe(12);
  });

  it('opens what the application makes itself', async () => {
    const dataset = await openDataset({ kind: 'builtin', name: 'xor' }, split);
    expect(dataset.rowCount).toBeGreaterThan(0);
  });

  it('refuses impossible shares for every source', async () => {
    await expect(openDataset({ kind: 'builtin', name: 'xor' }, { seed: 1, validation: 1, test: 0 })).rejects.toThrow('leave nothing to train on');
  });

  it('brings a picture and three numbers to a class and a number', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => `scans/${index}.png,${index},${index * 2},${index / 3},${index % 2 ? 'ill' : 'well'},${30.5 + index}`);
    const scans = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`scans/${index}.png`, distinctPng(index)]));
    writeTree(root, { 'patients.csv': `scan,a,b,c,state,age\n${rows.join('\n')}`, ...scans });
    const dataset = await openDataset({ kind: 'csv', path: 'patients.csv', targets: ['state', 'age'] }, split, { resolveFrom: root });
    const bindings: Binding[] = dataset.columns.map((column): Binding => {
      if (column.kind === 'image') return { kind: 'image', column: column.name, tensor: column.name, steps: defaultImageSteps(column.image!) };
      if (column.kind === 'number') return { kind: 'number', column: column.name, tensor: column.name, steps: defaultNumberSteps(column.statistics) };
      return { kind: 'category', column: column.name, tensor: column.name };
    });
    checkBindings(dataset, bindings);
    const batch = await assembleBatch(dataset, dataset.splits.train, bindings, { seed: 1, epoch: 0, augment: true });
    const shapes = Object.fromEntries(Object.entries(batch.tensors).map(([name, tensor]) => [name, `${tensor.dtype} ${tensor.shape.join('×')}`]));
    expect(shapes).toEqual({ scan: 'float32 16×1×8×8', a: 'float32 16×1', b: 'float32 16×1', c: 'float32 16×1', state: 'int32 16', age: 'float32 16×1' });
    const ages = [...batch.tensors['age']!.data].map(Number);
    expect(ages.reduce((sum, age) => sum + age, 0) / 16).toBeCloseTo(0, 5);
  });
});
