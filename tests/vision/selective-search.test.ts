import { describe, expect, it } from 'vitest';
import { assembleBatch } from '../../engine/data/batches';
import type { RegionsBinding } from '../../engine/data/bindings';
import type { Dataset, Pixels } from '../../engine/data/dataset';
import { defaultImageSteps } from '../../engine/data/preprocess';
import { iou } from '../../engine/vision/iou';
import type { Bytes } from '../../engine/vision/rotated-crop';
import { partsOf } from '../../engine/vision/selective-search/appearance';
import { planesOf } from '../../engine/vision/selective-search/colours';
import { grouped, neighboursIn } from '../../engine/vision/selective-search/group';
import { segment } from '../../engine/vision/selective-search/segment';
import { selectiveSearch } from '../../engine/vision/selective-search/selective-search';

type Colour = readonly [number, number, number];

/** A picture painted pixel by pixel. */
function painted(width: number, height: number, colourAt: (x: number, y: number) => Colour): Bytes {
  const colours = Array.from({ length: width * height }, (_, pixel) => colourAt(pixel % width, Math.floor(pixel / width)));
  return { width, height, samples: 3, data: Uint8Array.from(colours.flat()) };
}

const [RED, ORANGE, BLUE, CYAN]: readonly Colour[] = [[220, 30, 30], [230, 60, 20], [30, 30, 220], [30, 200, 220]];

/** Four squares of 8 pixels: red and orange above, blue and cyan below. */
const QUARTERS = painted(16, 16, (x, y) => (y < 8 ? (x < 8 ? RED! : ORANGE!) : x < 8 ? BLUE! : CYAN!));

const OPTIONS = { count: 50, scale: 50, ways: 1, leastSide: 1 };

describe('the first parts', () => {
  it('are the flat squares', () => {
    const { count, labels } = segment(planesOf(QUARTERS, 'rgb'), { scale: 10, least: 1 });
    expect(count).toBe(4);
    expect([labels[0], labels[15], labels[15 * 16], labels[255]]).toEqual([0, 1, 2, 3]);
    expect(Array.from(labels).filter((label) => label === 1)).toHaveLength(64);
  });

  it('are joined where the difference is within the scale over their size', () => {
    // Red and orange are √(10² + 30² + 10²) = 33.2 apart; either square may differ inside by 0 + scale/64.
    const at = (scale: number) => segment(planesOf(QUARTERS, 'rgb'), { scale, least: 1 }).count;
    expect(at(33 * 64)).toBe(4);
    expect(at(34 * 64)).toBe(3);
  });

  it('take up what is smaller than the least, into the neighbour most alike', () => {
    const spotted = painted(9, 3, (x, y) => (x === 4 && y === 1 ? [120, 120, 120] : x < 4 ? [100, 100, 100] : [10, 10, 10]));
    const { count, labels } = segment(planesOf(spotted, 'rgb'), { scale: 1, least: 2 });
    expect(count).toBe(2);
    expect(labels[9 + 4]).toBe(labels[0]);
  });
});

describe('the hierarchy', () => {
  it('joins the most alike neighbours first, and ends with the whole picture', () => {
    const planes = planesOf(QUARTERS, 'rgb');
    const segments = segment(planes, { scale: 10, least: 1 });
    const parts = partsOf(planes, segments);
    const neighbours = neighboursIn(segments, 16);
    expect(neighbours).toEqual([[0, 1], [0, 2], [1, 3], [2, 3]]);
    // All are of one size. Steps of 10.2: red is (21, 2, 2), orange (22, 5, 1), blue (2, 2, 21), cyan (2, 19, 21): red shares green with blue, and blue
    // two of three channels with cyan; red and orange share none. So blue and cyan are first; then red and orange are smaller than either with the pair.
    const made = grouped(parts, neighbours, 256, { byColour: true });
    expect(made.map(({ size, extent }) => [size, extent.left, extent.top, extent.right, extent.bottom])).toEqual([[128, 0, 8, 16, 16], [128, 0, 0, 16, 8], [256, 0, 0, 16, 16]]);
  });
});

describe('the search', () => {
  it('finds every square, both halves and the whole, but for the pixel that a blurred edge takes', () => {
    const found = selectiveSearch(QUARTERS, OPTIONS);
    for (const [x, y, width, height] of [[0, 0, 8, 8], [8, 0, 8, 8], [0, 8, 8, 8], [8, 8, 8, 8], [0, 0, 16, 8], [0, 8, 16, 8], [0, 0, 16, 16]] as const) {
      expect(Math.max(...found.map((box) => iou(box, { x, y, width, height }))), `${x}, ${y}`).toBeGreaterThan(0.85);
    }
  });

  it('gives the same boxes again, no more than are asked for, and none that are too small', () => {
    const found = selectiveSearch(QUARTERS, { ...OPTIONS, ways: 4 });
    expect(selectiveSearch(QUARTERS, { ...OPTIONS, ways: 4 })).toEqual(found);
    expect(selectiveSearch(QUARTERS, { ...OPTIONS, ways: 4, count: 3 })).toEqual(found.slice(0, 3));
    expect(selectiveSearch(QUARTERS, { ...OPTIONS, leastSide: 9 })).toEqual([{ x: 0, y: 0, width: 16, height: 16 }]);
    expect(new Set(found.map((box) => JSON.stringify(box))).size).toBe(found.length);
  });

  it('works on grey pictures', () => {
    const grey: Bytes = { width: 16, height: 16, samples: 1, data: Uint8Array.from({ length: 256 }, (_, pixel) => (pixel % 16 > 3 && pixel % 16 < 9 && pixel > 63 && pixel < 160 ? 250 : 10)) };
    expect(selectiveSearch(grey, { ...OPTIONS, ways: 6 })).toContainEqual({ x: 4, y: 4, width: 5, height: 6 });
  });
});

it('regions of a batch move with their picture', async () => {
  const picture: Pixels = { width: 32, height: 32, channels: 3, data: new Uint8Array(painted(32, 32, (x, y) => (x >= 4 && x < 14 && y >= 6 && y < 18 ? CYAN! : RED!)).data) };
  const dataset = { columns: [{ name: 'image', kind: 'image', isTarget: false }], read: () => Promise.resolve(picture) } as unknown as Dataset;
  const steps = defaultImageSteps({ channels: 3, height: 32, width: 32 });
  const binding: RegionsBinding = { kind: 'regions', column: 'image', tensor: 'regions', search: { ...OPTIONS, count: 20 }, steps, augmentations: [{ kind: 'flip-horizontal', probability: 1 }] };
  const rows = async (augment: boolean) => {
    const { tensors } = await assembleBatch(dataset, Uint32Array.of(0), [binding], { seed: 1, epoch: 0, augment });
    return Array.from({ length: 20 }, (_, row) => Array.from((tensors['regions']!.data as Float32Array).subarray(row * 4, row * 4 + 4)));
  };
  const found = await rows(false);
  expect(found[0]).toEqual([16, 16, 32, 32]);
  expect(found).toContainEqual([9, 12, 10, 12]);
  expect(found.at(-1)).toEqual([0, 0, 0, 0]);
  expect(await rows(true)).toEqual(found.map(([x, y, width, height]) => [width! > 0 ? 32 - x! : 0, y, width, height]));
});
