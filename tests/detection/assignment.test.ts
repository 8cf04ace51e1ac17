/** Which place answers for which object, worked out by hand on one picture for each head. */
import { describe, expect, it } from 'vitest';
import { flat, placesByObject, runHead, type GivenObject } from './run-head';

/** Cells of 16 pixels; two boxes of a cell start with sides of 0.3² and 0.7² of the picture: 2.9 and 15.7 pixels. */
describe('YOLO v1', () => {
  const objects: GivenObject[] = [
    [20, 25, 24, 12, 0],
    [8, 8, 10, 10, 1],
    [9, 7, 4, 4, 0],
  ];

  it('gives an object to the box of its cell that overlaps it best, and a cell to the first object in it', () => {
    // Of the upper left cell the first box is put where the second object lies: centre ½, √(10/32) of the picture.
    const grid = flat([12, 2, 2]);
    const root = Math.sqrt(10 / 32) - 0.3;
    [0.5, 0.5, root, root].forEach((value, channel) => (grid.data as number[])[channel * 4] = value);
    const { named } = runHead('yolo-v1-head', { classes: 2 }, [32, 32], [grid], objects);
    // Boxes of a kind follow each other: place 7 is the second box of the lower right cell, place 0 the first of the upper left.
    expect(placesByObject(named['assignment']!, 3)).toEqual([[7], [0], []]);
    expect(named['overlap']![1 * 8]).toBeCloseTo(1, 6);
  });

  it('adds up squares', () => {
    const { loss, named } = runHead('yolo-v1-head', { classes: 2 }, [32, 32], [flat([12, 2, 2])], [[8, 8, 32 * 0.49, 32 * 0.49, 1]]);
    // The second box has the right size; its centre is half a cell off both ways, its class is 0 of 1, and its confidence 0 of its overlap.
    expect(named['box_loss']![0]).toBeCloseTo(5 * (0.5 ** 2 + 0.5 ** 2), 5);
    expect(named['class_loss']![0]).toBeCloseTo(1, 6);
    const shared = (15.68 - 8) ** 2;
    expect(named['confidence_loss']![0]).toBeCloseTo((shared / (2 * 15.68 ** 2 - shared)) ** 2, 5);
    expect(loss).toBeCloseTo(2.5 + 1 + (shared / (2 * 15.68 ** 2 - shared)) ** 2, 4);
  });
});

const MAPS = (channels: number) => [flat([channels, 8, 8]), flat([channels, 4, 4]), flat([channels, 2, 2])];

describe('YOLO v3', () => {
  const objects: GivenObject[] = [
    [32, 33, 60, 56, 1],
    [40, 30, 33, 40, 0],
    [12, 20, 10, 10, 2],
    [13, 21, 10, 10, 0],
  ];

  it('gives an object to the anchor most like it, in the cell of its centre', () => {
    const { named, weight } = runHead('yolo-v3-head', { classes: 3 }, [64, 64], MAPS(24), objects);
    // 60×56 is most like 68×62 (0.80; 50×50 has 0.74), the second anchor of the coarse map: behind 3·64 + 3·16 places and one
    // of 4 cells, row 1, column 1. 33×40 is the second anchor of the middle map: behind 3·64 + 16, row 1, column 2.
    // 10×10 is the first of the fine map, row 2, column 1; the other one there comes too late.
    expect(placesByObject(named['assignment']!, 4)).toEqual([[3 * 64 + 3 * 16 + 4 + 3], [3 * 64 + 16 + 4 + 2], [2 * 8 + 1], []]);
    expect(weight).toBe(3);
  });

  it('answers with an anchor in the middle of its cell where everything is 0', () => {
    const { prediction } = runHead('yolo-v3-head', { classes: 3 }, [64, 64], MAPS(24), []);
    const [x, y, width, height, score] = prediction.slice((2 * 8 + 1) * 7);
    expect([x, y, width, height]).toEqual([12, 20, 10, 10]);
    expect(score).toBeCloseTo(0.01 * 0.5, 8);
  });
});

describe('YOLO v8', () => {
  const BINS = 4;
  const objects: GivenObject[] = [
    [24, 24, 30, 30, 0],
    [52, 52, 14, 14, 1],
  ];

  it('gives an object to the cells inside it that do best, and asks them to score as their boxes are good', () => {
    const { named, prediction } = runHead('yolo-v8-head', { classes: 2, bins: BINS, candidates: 2 }, [64, 64], MAPS(4 * BINS + 2), objects);
    // Everywhere each side is 1.5 cells away: boxes of 24, 48 and 96 pixels about the middles of cells. Inside the first object
    // (9 … 39) the middles 8·k + 4 of the fine map are 12, 20, 28, 36: those of 20 and 28 overlap it most. Boxes of 48 about 24
    // (the middle map has 8, 24, 40, 56) hold it whole: 900/2304 = 0.39; those of 24 about (20, 20) share 24·23 … less of it.
    const overlapOf = (x: number, y: number, side: number, [ox, oy, width, height]: GivenObject) => {
      const span = (a: number, b: number, c: number, d: number) => Math.max(0, Math.min(b, d) - Math.max(a, c));
      const shared = span(x - side / 2, x + side / 2, ox - width / 2, ox + width / 2) * span(y - side / 2, y + side / 2, oy - height / 2, oy + height / 2);
      return shared / (side * side + width * height - shared);
    };
    expect(overlapOf(20, 20, 24, objects[0]!)).toBeGreaterThan(overlapOf(24, 24, 48, objects[0]!));
    // Four cells do equally well, and all of them are taken: a tie has no order.
    const four = [2 * 8 + 2, 2 * 8 + 3, 3 * 8 + 2, 3 * 8 + 3];
    // Inside the second (45 … 59) lie the middles 52 of the fine map and 56 of the middle one.
    const second = [6 * 8 + 6, 64 + 3 * 4 + 3];
    expect(placesByObject(named['assignment']!, 2)).toEqual([four, second]);
    expect(prediction.slice(four[0]! * 6, four[0]! * 6 + 4)).toEqual([20, 20, 24, 24]);
    // The best place of an object is to score its overlap (CIoU, which for centres apart is a little less than IoU).
    const quality = named['quality']!;
    expect(quality[6 * 8 + 6]).toBeCloseTo(overlapOf(52, 52, 24, objects[1]!), 5);
    expect(quality[64 + 3 * 4 + 3]).toBeLessThan(quality[6 * 8 + 6]! / 5);
    expect(quality.filter((value) => value > 0)).toHaveLength(6);
  });

  it('learns nothing from what only fills up the list', () => {
    const { named, loss } = runHead('yolo-v8-head', { classes: 2, bins: BINS }, [64, 64], MAPS(4 * BINS + 2), []);
    expect(Math.max(...named['assignment']!)).toBe(0);
    expect(named['box_loss']![0]).toBe(0);
    expect(loss).toBeGreaterThan(0);
  });
});
