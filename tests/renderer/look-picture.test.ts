/** Values made small enough to draw: what is kept, what is reduced, and on which scale. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_CELLS, pictureOf, shrink, spanOf, type MapsPicture, type VectorPicture } from '../../engine/run/look-picture';

const OPTIONS = { size: 4, maps: 6, sharedScale: false };
const maps = (values: readonly number[], shape: readonly number[], options = OPTIONS) => pictureOf(Float32Array.from(values), shape, options) as MapsPicture;

describe('feature maps', () => {
  it('go from black to white, each channel on its own scale, with their true extremes', () => {
    const picture = maps([-1, 0, 1, 3, 10, 20, 30, 40], [2, 2, 2]);
    expect(picture).toMatchObject({ height: 2, width: 2, maps: [{ min: -1, max: 3, mean: 0.75 }, { min: 10, max: 40, mean: 25 }] });
    expect([...picture.pixels]).toEqual([0, 64, 128, 255, 0, 85, 170, 255]);
  });

  it('share one scale where colours must stay', () => {
    expect([...maps([0, 1, 0, 0.5], [2, 1, 2], { ...OPTIONS, sharedScale: true }).pixels]).toEqual([0, 255, 0, 128]);
  });

  it('are black where a ReLU is dead, and grey where they are the same elsewhere', () => {
    expect([...maps([0, 0, 7, 7], [2, 1, 2]).pixels]).toEqual([0, 0, 128, 128]);
  });

  it('are no more than asked for, and no larger', () => {
    const picture = pictureOf(new Float32Array(9 * 20 * 10), [9, 20, 10], OPTIONS) as MapsPicture;
    expect([picture.maps.length, picture.height, picture.width, picture.pixels.length]).toEqual([6, 4, 2, 48]);
  });

  it('survive values that are no numbers', () => {
    const picture = maps([Number.NaN, 1, 2, Infinity], [1, 2, 2]);
    expect(picture.maps[0]).toEqual({ min: 1, max: 2, mean: 1.5 });
    expect([...picture.pixels]).toEqual([0, 0, 255, 255]);
  });
});

describe('shrinking', () => {
  it('takes means over areas, also where they divide pixels', () => {
    expect([...shrink(Float32Array.of(1, 2, 3), 1, 3, 1, 2)]).toEqual([expect.closeTo(4 / 3), expect.closeTo(8 / 3)]);
    expect([...shrink(Float32Array.of(1, 2, 3, 4), 2, 2, 1, 1)]).toEqual([2.5]);
  });

  it('keeps the mean', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 99 }), (height, width, size, seed) => {
        const values = Float32Array.from({ length: height * width }, (_, index) => Math.sin(index * 7.3 + seed));
        const small = shrink(values, height, width, Math.min(size, height), Math.min(size, width));
        expect(spanOf(small).mean).toBeCloseTo(spanOf(values).mean, 4);
      }),
    );
  });
});

describe('vectors', () => {
  it('have a cell per value, their extremes, and the largest with their places', () => {
    const picture = pictureOf(Float32Array.of(1, -3, 5, 5, 0), [5], OPTIONS) as VectorPicture;
    expect([...picture.cells]).toEqual([128, 0, 255, 255, 96]);
    expect(picture).toMatchObject({ span: { min: -3, max: 5 }, top: [{ index: 2, value: 5 }, { index: 3, value: 5 }, { index: 0, value: 1 }, { index: 4, value: 0 }, { index: 1, value: -3 }] });
  });

  it('are folded into as many cells as fit', () => {
    expect((pictureOf(new Float32Array(10_000), [10_000], OPTIONS) as VectorPicture).cells.length).toBe(MOST_CELLS);
  });

  it('of more axes than a picture has are not drawn', () => {
    expect(pictureOf(new Float32Array(16), [2, 2, 2, 2], OPTIONS)).toEqual({ kind: 'none' });
  });
});
