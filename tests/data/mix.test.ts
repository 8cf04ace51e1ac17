/** Mosaic and mixup: what is put together stays together with its boxes, pixels and mask. */
import { describe, expect, it } from 'vitest';
import { assembleBatch, checkBindings, rowLayout } from '../../engine/data/batches';
import type { Binding } from '../../engine/data/bindings';
import type { Boxes, Dataset } from '../../engine/data/dataset';
import { defaultImageSteps } from '../../engine/data/preprocess';
import { RowCache } from '../../engine/data/row-cache';
import { draw } from './picture-files';

const [WIDTH, HEIGHT, ROWS] = [64, 48, 6];

/** Every row has one rectangle of a grey and a class of its own, which is also its number in the mask. */
const rectangleOf = (row: number) => [4 + row * 6, 5 + row * 3, 22, 16] as const;
const isIn = (row: number, x: number, y: number) => {
  const [left, top, width, height] = rectangleOf(row);
  return x >= left && x < left + width && y >= top && y < top + height;
};
const shadeOf = (row: number) => 40 * (row + 1);

const data: Dataset = {
  source: { kind: 'builtin', name: 'rectangles' }, rowCount: ROWS, fingerprint: '', findings: [],
  columns: [
    { name: 'image', kind: 'image', isTarget: false }, { name: 'objects', kind: 'boxes', classes: ['a'], isTarget: true },
    { name: 'mask', kind: 'mask', classes: ['a'], isTarget: true }, { name: 'class', kind: 'category', classes: ['a'], isTarget: true },
  ],
  splits: { train: Uint32Array.from({ length: ROWS }, (_, row) => row), validation: new Uint32Array(), test: new Uint32Array() },
  rowName: String,
  async read(row, column) {
    if (column === 'class') return 0;
    if (column === 'image') return draw(WIDTH, HEIGHT, (x, y) => (isIn(row, x, y) ? shadeOf(row) : 0));
    if (column === 'mask') return draw(WIDTH, HEIGHT, (x, y) => (isIn(row, x, y) ? row + 1 : 0));
    return { width: WIDTH, height: HEIGHT, boxes: Float32Array.from(rectangleOf(row)), labels: Int32Array.of(row), instances: draw(WIDTH, HEIGHT, (x, y) => Number(isIn(row, x, y))) } satisfies Boxes;
  },
};

const MOST = 8;
const SIZE = 10;

function bindingsFor(kind: 'mosaic' | 'mixup', withMask = true): Binding[] {
  const bound = { steps: defaultImageSteps({ channels: 1, height: HEIGHT, width: WIDTH }), augmentations: [{ kind, probability: 1 }] };
  return [
    { kind: 'image', column: 'image', tensor: 'image', ...bound }, { kind: 'boxes', column: 'objects', tensor: 'boxes', most: MOST, ...bound },
    ...(withMask ? [{ kind: 'mask', column: 'mask', tensor: 'mask', ...bound } as const, { kind: 'instances', column: 'objects', tensor: 'pixels', most: MOST, size: SIZE, ...bound } as const] : []),
  ];
}

const objectsOf = (boxes: ArrayLike<number>) => Array.from({ length: MOST }, (_, index) => Array.from({ length: 5 }, (__, at) => boxes[index * 5 + at]!)).filter(([, , , , label]) => label! >= 0);

describe('mosaic', () => {
  const bindings = bindingsFor('mosaic');
  const make = (epoch: number, cache?: RowCache) => assembleBatch(data, data.splits.train, bindings, { seed: 2, epoch, augment: true, ...(cache && { cache }) });

  it('shows every object within its box, and nothing of it outside', async () => {
    let several = 0;
    for (let epoch = 0; epoch < 6; epoch++) {
      const { tensors } = await make(epoch);
      for (let row = 0; row < ROWS; row++) {
        const plane = WIDTH * HEIGHT;
        const image = (tensors['image']!.data as Float32Array).subarray(row * plane, (row + 1) * plane);
        const mask = (tensors['mask']!.data as Int32Array).subarray(row * plane, (row + 1) * plane);
        const objects = objectsOf((tensors['boxes']!.data as Float32Array).subarray(row * MOST * 5, (row + 1) * MOST * 5));
        several = Math.max(several, objects.length);
        for (const [index, [x, y, width, height, label]] of objects.entries()) {
          const at = Math.floor(y!) * WIDTH + Math.floor(x!);
          expect(mask[at]).toBe(label! + 1);
          expect(Math.abs(image[at]! - shadeOf(label!) / 255)).toBeLessThan(0.02);
          const own = (tensors['pixels']!.data as Float32Array).subarray((row * MOST + index) * SIZE ** 2, (row * MOST + index + 1) * SIZE ** 2);
          // The whole box is the rectangle, but for the pixels that its edge divides.
          expect(own.reduce((sum, share) => sum + share, 0) / SIZE ** 2).toBeGreaterThan(0.8);
          expect(Math.min(x! - width! / 2, y! - height! / 2, WIDTH - x! - width! / 2, HEIGHT - y! - height! / 2)).toBeGreaterThan(-1e-3);
        }
      }
    }
    expect(several).toBeGreaterThan(2);
  });

  it('is drawn by seed, epoch and row, with or without what is kept', async () => {
    const cache = RowCache.create(ROWS, rowLayout(bindings), 1e7);
    const first = await make(1);
    for (let time = 0; time < 2; time++) expect((await make(1, cache)).tensors).toEqual(first.tensors);
    expect((await make(2)).tensors['boxes']).not.toEqual(first.tensors['boxes']);
  });

  it('leaves pictures alone where nothing is augmented', async () => {
    const { tensors } = await assembleBatch(data, Uint32Array.of(3), bindings, { seed: 2, epoch: 0, augment: false });
    expect(objectsOf(tensors['boxes']!.data as Float32Array)).toEqual([[22 + 11, 14 + 8, 22, 16, 3]]);
  });
});

it('mixup shows both pictures and has the boxes of both', async () => {
  const { tensors } = await assembleBatch(data, Uint32Array.of(0), bindingsFor('mixup', false), { seed: 5, epoch: 0, augment: true });
  const objects = objectsOf(tensors['boxes']!.data as Float32Array);
  expect(objects).toHaveLength(2);
  const brightest = Math.max(...(tensors['image']!.data as Float32Array));
  for (const [x, y, , , label] of objects) {
    const value = (tensors['image']!.data as Float32Array)[Math.floor(y!) * WIDTH + Math.floor(x!)]!;
    expect(value).toBeGreaterThan((0.39 * shadeOf(label!)) / 255);
    expect(value).toBeLessThanOrEqual(brightest);
  }
});

it('what cannot follow is refused with a sentence', () => {
  const both: Binding[] = [...bindingsFor('mosaic', false), { kind: 'category', column: 'class', tensor: 'class' }];
  expect(() => checkBindings(data, both)).toThrow('Mosaic puts parts of four pictures into one, and “class” cannot follow.');
  expect(() => checkBindings(data, bindingsFor('mixup'))).toThrow('Mixup lays two pictures over each other, and “mask” cannot follow.');
  expect(() => checkBindings(data, bindingsFor('mosaic'))).not.toThrow();
});
