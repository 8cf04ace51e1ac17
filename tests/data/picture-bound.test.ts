/** Boxes, their pixels, masks and points go the way of their picture: what is drawn at a place of the picture is found there after resizing and augmentation. */
import { describe, expect, it } from 'vitest';
import type { Augmentation } from '../../engine/data/augment/augmentation';
import { assembleBatch, rowLayout } from '../../engine/data/batches';
import type { Binding } from '../../engine/data/bindings';
import type { Boxes, Cell, Dataset, Pixels, Points } from '../../engine/data/dataset';
import { defaultImageSteps, type ImageStep, type ResizeMode } from '../../engine/data/preprocess';
import { RowCache } from '../../engine/data/row-cache';
import { draw } from './picture-files';

/** Three rectangles of grey 60, 120 and 240 on black; the third lies partly over the second. */
const [WIDTH, HEIGHT] = [60, 40];
const RECTANGLES = [[6, 4, 12, 10], [20, 12, 24, 20], [38, 24, 14, 12]] as const;
const owner = (x: number, y: number) => RECTANGLES.findLastIndex(([left, top, width, height]) => x >= left && x < left + width && y >= top && y < top + height) + 1;
const instances = draw(WIDTH, HEIGHT, owner);
const picture = draw(WIDTH, HEIGHT, (x, y) => [0, 60, 120, 240][owner(x, y)]!);
const objects: Boxes = { width: WIDTH, height: HEIGHT, boxes: Float32Array.from(RECTANGLES.flat()), labels: Int32Array.of(0, 1, 2), instances };
const SKELETON = { name: 'three', points: ['left', 'middle', 'right'], edges: [], mirrored: [[0, 2]] } as const;
const points: Points = { width: WIDTH, height: HEIGHT, points: Float32Array.of(6, 4, 1, 1, 30, 20, -2, 0.5, 54, 36, 0, 1) };

function dataOf(cells: Readonly<Record<string, Cell>>): Dataset {
  return { read: async (_: number, column: string) => cells[column]! } as unknown as Dataset;
}

const stepsOf = (mode: ResizeMode, height = 48, width = 48): ImageStep[] => defaultImageSteps({ channels: 1, height, width }, mode);

async function batchOf(steps: readonly ImageStep[], augmentations: readonly Augmentation[] = [], epoch = 0, cells: Readonly<Record<string, Cell>> = { image: picture, objects, mask: instances, points }) {
  const bound = { steps, augmentations };
  const bindings: Binding[] = [
    { kind: 'image', column: 'image', tensor: 'image', ...bound },
    { kind: 'boxes', column: 'objects', tensor: 'boxes', most: 4, ...bound },
    { kind: 'instances', column: 'objects', tensor: 'pixels', most: 4, size: 14, ...bound },
    { kind: 'mask', column: 'mask', tensor: 'mask', ...bound },
    { kind: 'points', column: 'points', tensor: 'points', skeleton: SKELETON, ...bound },
  ];
  const options = { seed: 3, epoch, augment: augmentations.length > 0 };
  const cache = RowCache.create(1, rowLayout(bindings), 1e7);
  const { tensors, problems } = await assembleBatch(dataOf(cells), Uint32Array.of(0), bindings, options);
  expect(problems).toEqual([]);
  for (let time = 0; time < 2; time++) expect((await assembleBatch(dataOf(cells), Uint32Array.of(0), bindings, { ...options, cache })).tensors).toEqual(tensors);
  return tensors as unknown as Record<'image' | 'boxes' | 'pixels' | 'mask' | 'points', { readonly shape: readonly number[]; readonly data: Float32Array }>;
}

const rowsOf = (boxes: { readonly data: Float32Array }) => Array.from({ length: 4 }, (_, index) => [...boxes.data.subarray(index * 5, index * 5 + 5)]);

describe('resizing', () => {
  it('stretches boxes and points by the two scales, the largest box first', async () => {
    const { boxes, points: placed } = await batchOf(stepsOf('stretch', 80, 30));
    expect(boxes.shape).toEqual([1, 4, 5]);
    expect(rowsOf(boxes)).toEqual([[16, 44, 12, 40, 1], [22.5, 60, 7, 24, 2], [6, 18, 6, 20, 0], [0, 0, 0, 0, -1]]);
    expect([...placed.data]).toEqual([3, 8, 0.5, 1, 15, 40, -1, 0.5, 27, 72, 0, 1]);
  });

  it('moves them into the frame of a padded picture, where the mask says nothing', async () => {
    const { boxes, mask } = await batchOf(stepsOf('pad', 60, 60));
    expect(rowsOf(boxes)[0]).toEqual([32, 32, 24, 20, 1]);
    expect([mask.data[5 * 60], mask.data[10 * 60], mask.data[(10 + 4) * 60 + 6], mask.data[55 * 60 + 30]]).toEqual([-1, 0, 1, -1]);
  });

  it('drops what a cut leaves too little of, and clips the rest', async () => {
    // 40 × 40 of the middle: x from 10 to 50
    const { boxes, points: placed } = await batchOf(stepsOf('crop', 40, 40));
    expect(rowsOf(boxes)).toEqual([[22, 22, 24, 20, 1], [34, 30, 12, 12, 2], [4, 9, 8, 10, 0], [0, 0, 0, 0, -1]]);
    expect([placed.data[0], placed.data[3], placed.data[7]]).toEqual([-4, 0, 0.5]);
  });

  it('keeps the largest where there are more than fit', async () => {
    const bindings: Binding[] = [{ kind: 'boxes', column: 'objects', tensor: 'boxes', most: 1, steps: stepsOf('stretch', HEIGHT, WIDTH) }];
    const { tensors } = await assembleBatch(dataOf({ objects }), Uint32Array.of(0), bindings, { seed: 0, epoch: 0, augment: false });
    expect([...tensors['boxes']!.data]).toEqual([32, 22, 24, 20, 1]);
  });
});

describe('augmentation', () => {
  it('mirrors boxes, masks, pixels and points, whose sides change places', async () => {
    const { boxes, points: placed, mask } = await batchOf(stepsOf('stretch', HEIGHT, WIDTH), [{ kind: 'flip-horizontal', probability: 1 }]);
    expect(rowsOf(boxes)[0]).toEqual([60 - 32, 22, 24, 20, 1]);
    // “left” is now what was “right”, at its mirrored place
    expect([...placed.data].map(Math.round)).toEqual([6, 36, 0, 1, 30, 20, -2, 1, 54, 4, 1, 1]);
    expect([mask.data[4 * 60 + 53], mask.data[4 * 60 + 54]]).toEqual([1, 0]);
  });

  it.each([
    [{ kind: 'scale', smallest: 0.6, largest: 1.6 }], [{ kind: 'crop', smallest: 0.5 }], [{ kind: 'flip-vertical', probability: 0.5 }], [{ kind: 'rotate', degrees: 180 }],
  ] as const)('leaves every object of the picture in its box: %o', async (augmentation) => {
    for (let epoch = 0; epoch < 12; epoch++) {
      const { image, boxes, mask, pixels } = await batchOf(stepsOf('stretch', HEIGHT, WIDTH), [augmentation], epoch);
      for (const [index, [x, y, width, height, label]] of rowsOf(boxes).entries()) {
        if (label! < 0) continue;
        const shade = [60, 120, 240][label!]! / 255;
        const [left, top] = [x! - width! / 2, y! - height! / 2];
        const own = pixels.data.subarray(index * 196, (index + 1) * 196);
        own.forEach((share, cell) => {
          if (share < 1) return;
          const column = Math.floor(left + (((cell % 14) + 0.5) / 14) * width!);
          const row = Math.floor(top + ((Math.floor(cell / 14) + 0.5) / 14) * height!);
          // Its own pixels are of its grey and class, but for the edge that interpolation mixes.
          if (isInside(mask.data, column, row, label! + 1)) expect(Math.abs(image.data[row * WIDTH + column]! - shade)).toBeLessThan(0.02);
        });
        expect(own.some((share) => share > 0)).toBe(true);
      }
      // No pixel of an object lies outside of its box.
      const boxed = rowsOf(boxes);
      mask.data.forEach((kind, pixel) => {
        const box = boxed.find(([, , , , label]) => label === kind - 1);
        if (kind < 1 || !box) return;
        expect(Math.abs((pixel % WIDTH) + 0.5 - box[0]!)).toBeLessThanOrEqual(box[2]! / 2 + 0.5);
        expect(Math.abs(Math.floor(pixel / WIDTH) + 0.5 - box[1]!)).toBeLessThanOrEqual(box[3]! / 2 + 0.5);
      });
    }
  });
});

function isInside(mask: ArrayLike<number>, x: number, y: number, kind: number): boolean {
  return [-1, 0, 1].every((dx) => [-1, 0, 1].every((dy) => x + dx >= 0 && x + dx < WIDTH && y + dy >= 0 && y + dy < HEIGHT && mask[(y + dy) * WIDTH + x + dx] === kind));
}

it('a crowd comes last and is called by its own number', async () => {
  const crowded: Boxes = { ...objects, crowd: Uint8Array.of(0, 1, 0) };
  const { boxes } = await batchOf(stepsOf('stretch', HEIGHT, WIDTH), [], 0, { image: picture, objects: crowded, mask: instances, points });
  expect(rowsOf(boxes).map(([, , , , label]) => label)).toEqual([2, 0, -3, -1]);
});

it('objects without pixels of their own are refused where a network is to learn them', async () => {
  const { instances: _, ...bare } = objects;
  const bindings: Binding[] = [{ kind: 'instances', column: 'objects', tensor: 'pixels', most: 2, size: 7, steps: stepsOf('stretch') }];
  const { problems } = await assembleBatch(dataOf({ objects: bare as Boxes }), Uint32Array.of(0), bindings, { seed: 0, epoch: 0, augment: false });
  expect(problems[0]!.message).toBe('The objects of “objects” have boxes but no pixels of their own, which the network is to learn.');
});

it('a pixel that does not count stays one', async () => {
  const unsure: Pixels = { ...instances, data: instances.data.map((value) => (value === 1 ? 255 : value)) };
  const { mask } = await batchOf(stepsOf('stretch', 20, 30), [], 0, { image: picture, objects, mask: unsure, points });
  expect([...new Set(mask.data)].sort()).toEqual([-1, 0, 2, 3]);
});
