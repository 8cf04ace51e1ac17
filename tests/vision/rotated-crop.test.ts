import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutOut, pictureToRegion, regionOf, regionToPicture, type Bytes, type Located, type RegionRule } from '../../engine/vision/rotated-crop';

const INPUT = { width: 100, height: 100 };
const PALM: RegionRule = { from: 0, to: [1], target: 90, around: 'box', scale: 2, shift: -0.5 };
const rounded = (value: object) => Object.fromEntries(Object.entries(value).map(([key, one]) => [key, Math.round((one as number) * 1e6) / 1e6]));

/** A box of 20 × 10 around 50, 40 with a direction from its middle. */
const located = (x: number, y: number): Located => ({ x: 40, y: 35, width: 20, height: 10, points: [{ x: 50, y: 40 }, { x: 50 + x, y: 40 + y }] });

describe('the region of something found', () => {
  test('by hand: upright, it is moved up by half the height and twice the longer side wide', () => {
    expect(rounded(regionOf(located(0, -10), PALM))).toEqual({ centreX: 50, centreY: 35, width: 40, height: 40, angle: 0 });
  });

  test('by hand: pointing to the right it is turned by a quarter, and “up” is to the right', () => {
    expect(rounded(regionOf(located(10, 0), PALM))).toEqual({ centreX: 55, centreY: 40, width: 40, height: 40, angle: rounded({ angle: Math.PI / 2 })['angle'] });
  });

  test('by hand: a circle around the hips as wide as twice the way to the second point', () => {
    expect(rounded(regionOf(located(3, -4), { ...PALM, around: 'circle', scale: 1.25, shift: 0 }))).toMatchObject({ centreX: 50, centreY: 40, width: 12.5, height: 12.5 });
  });

  test('around points it is the smallest rectangle of that angle', () => {
    const diamond = [{ x: 0, y: 10 }, { x: 10, y: 0 }, { x: 0, y: -10 }, { x: -10, y: 0 }];
    const rule: RegionRule = { ...PALM, from: 0, to: [1], target: 0, around: 'points', scale: 1, shift: 0 };
    // From the lowest to the right point it goes up by 45°, so the square is turned by 45° against the clock.
    const region = regionOf({ x: -10, y: -10, width: 20, height: 20, points: diamond }, rule);
    expect(rounded(region)).toEqual(rounded({ centreX: 0, centreY: 0, width: Math.sqrt(200), height: Math.sqrt(200), angle: -Math.PI / 4 }));
  });

  test('for any direction: it points to its target in the cut-out', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), fc.constantFrom(0, 90), (direction, target) => {
        const found = located(20 * Math.cos(direction), 20 * Math.sin(direction));
        const region = regionOf(found, { ...PALM, target });
        const [start, end] = found.points.map(({ x, y }) => pictureToRegion(region, INPUT, x, y)) as [{ x: number; y: number }, { x: number; y: number }];
        const length = Math.hypot(end.x - start.x, end.y - start.y);
        expect((end.x - start.x) / length).toBeCloseTo(target === 0 ? 1 : 0, 6);
        expect((end.y - start.y) / length).toBeCloseTo(target === 0 ? 0 : -1, 6);
      }),
    );
  });

  test('for any region: there and back is where it was', () => {
    const number = fc.double({ min: -200, max: 200, noNaN: true });
    fc.assert(
      fc.property(number, number, fc.double({ min: 1, max: 300, noNaN: true }), fc.double({ min: -7, max: 7, noNaN: true }), number, number, (centreX, centreY, width, angle, x, y) => {
        const region = { centreX, centreY, width, height: width, angle };
        const there = pictureToRegion(region, INPUT, x, y);
        const back = regionToPicture(region, INPUT, there.x, there.y);
        expect(Math.hypot(back.x - x, back.y - y)).toBeLessThan(1e-6);
      }),
    );
  });
});

describe('cutting out', () => {
  /** Red is the column, green the row. */
  const picture: Bytes = { width: 8, height: 8, samples: 3, data: Uint8Array.from({ length: 192 }, (_, index) => [(Math.floor(index / 3) % 8) * 10, Math.floor(index / 24) * 10, 0][index % 3]!) };
  const colours = ({ data }: Bytes) => Array.from({ length: data.length / 3 }, (_, index) => [data[index * 3], data[index * 3 + 1]]);

  test('upright and of the same size, nothing changes', () => {
    expect([...cutOut(picture, { centreX: 4, centreY: 4, width: 8, height: 8, angle: 0 }, { width: 8, height: 8 }, 0).data]).toEqual([...picture.data]);
  });

  test('a quarter turn clockwise reads down where the cut-out goes right, and right to left where it goes down', () => {
    expect(colours(cutOut(picture, { centreX: 4, centreY: 4, width: 2, height: 2, angle: Math.PI / 2 }, { width: 2, height: 2 }, 0))).toEqual([[40, 30], [40, 40], [30, 30], [30, 40]]);
  });

  test('beyond the picture there is the grey of the border', () => {
    const cut = cutOut(picture, { centreX: 0, centreY: 4, width: 4, height: 4, angle: 0 }, { width: 4, height: 4 }, 99);
    expect(colours(cut).slice(0, 4)).toEqual([[99, 99], [99, 99], [0, 20], [10, 20]]);
  });
});
