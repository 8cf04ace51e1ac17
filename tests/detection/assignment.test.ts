/** Which place answers for which object, worked out by hand on one picture for each head. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../engine/document/model';
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

  it('gives an object to cells beside its own that its centre is near, unless another one has its centre there', () => {
    // In cells of 16 the centre (20, 25) is (1.25, 1.5625): the last cell and, 0.25 away, the one left of it. (8, 8) is (0.5, 0.5): the first
    // cell, and the ones right of it and below it; the latter is the cell left of the last one, and the first object keeps it.
    // All boxes have their centres in the upper left corners of their cells. Of the two that are 15.7 wide and 2.9 wide the larger one
    // overlaps its object, but for the cell left of the last one, where neither does and the first counts.
    const { named } = runHead('yolo-v1-head', { classes: 2, reach: 0.5 }, [32, 32], [flat([12, 2, 2])], objects.slice(0, 2));
    expect(placesByObject(named['assignment']!, 2)).toEqual([[2, 7], [4, 5]]);
  });

  it('weighs its terms, and compares classes by cross-entropy where that is asked for', () => {
    const named = (given: JsonObject) => runHead('yolo-v1-head', { classes: 2, ...given }, [32, 32], [flat([12, 2, 2])], objects.slice(0, 1)).named;
    const plain = named({});
    const weighed = named({ confidenceWeight: 3, classWeight: 2 });
    expect(weighed['confidence_loss']![0]).toBeCloseTo(3 * plain['confidence_loss']![0]!, 6);
    expect(weighed['class_loss']![0]).toBeCloseTo(2, 6);
    expect(named({ classLoss: 'cross-entropy' })['class_loss']![0]).toBeCloseTo(Math.LN2, 6);
  });

  it('moves boxes by a part of what the map says, weighs sides by themselves, and starts from the confidence that most cells are empty', () => {
    // The map says 1 everywhere, so that with a scale of 0.1 the second box lies a tenth of a cell into it and its sides have roots of 0.8.
    const ones = flat([12, 2, 2]);
    (ones.data as number[]).fill(1);
    const { named } = runHead('yolo-v1-head', { classes: 2, boxScale: 0.1, sideWeight: 30, boxWeight: 1, confidence: 'logistic' }, [32, 32], [ones], [[8, 8, 32 * 0.49, 32 * 0.49, 1]]);
    expect(named['box_loss']![0]).toBeCloseTo(0.4 ** 2 + 0.4 ** 2 + 30 * (0.1 ** 2 + 0.1 ** 2), 5);
    // e / (e + 99): a logit of 1 beside a chance of 1 in 100.
    expect(named['empty_loss']![0]).toBeCloseTo(0.5 * 7 * (Math.E / (Math.E + 99)) ** 2, 6);
  });
});

const MAPS = (channels: number) => [flat([channels, 8, 8]), flat([channels, 4, 4]), flat([channels, 2, 2])];

/**
 * Cells of 16 pixels, five anchors in each: 12×12, 22×25, 36×31, 52×56, 86×84. Places are anchor after anchor, four cells each.
 */
describe('YOLO v2', () => {
  it('gives an object to the anchor most like it, and a contested place to the object more like its anchor', () => {
    // 24×12 shares 144 of 288 pixels with 12×12 (0.50), 264 of 574 with 22×25 (0.46): the first anchor, lower right cell.
    // 20×30 is most like 22×25 (500 of 650: 0.77; 36×31 has 600 of 1116), and so is 22×24 (528 of 550: 0.96). Both want
    // the second anchor of the upper left cell; the one named later is more like it and has it.
    const objects: GivenObject[] = [
      [20, 25, 24, 12, 0],
      [9, 7, 20, 30, 0],
      [8, 8, 22, 24, 1],
    ];
    const { named } = runHead('yolo-v2-head', { classes: 2 }, [32, 32], [flat([35, 2, 2])], objects);
    expect(placesByObject(named['assignment']!, 3)).toEqual([[3], [], [4]]);
    // Where everything is 0 a place answers with its anchor in the middle of its cell: here around (8, 8).
    expect(named['overlap']![2 * 20 + 4]).toBeCloseTo(528 / 550, 6);
  });

  it('lets other anchors answer that are alike enough', () => {
    // From 0.45 on 24×12 has its first two anchors. 20×30 and 22×24 also like 36×31: 600 and 528 of 1116 pixels, so the former has it.
    const { named } = runHead('yolo-v2-head', { classes: 2, alike: 0.45 }, [32, 32], [flat([35, 2, 2])], [
      [20, 25, 24, 12, 0],
      [9, 7, 20, 30, 0],
      [8, 8, 22, 24, 1],
    ]);
    expect(placesByObject(named['assignment']!, 3)).toEqual([[3, 7], [8], [4]]);
  });
});

/** Three maps with cells of 8, 16 and 32 pixels. With anchors: 3·64 + 3·16 + 3·4 places of 10×10, 15×19, 20×15; 25×25, 33×40, 42×32; 50×50, 68×62, 88×88. */
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

describe('YOLO v5', () => {
  it('gives an object to all anchors of about its size, in its cell and the two its centre is nearest to', () => {
    const objects: GivenObject[] = [
      [30, 21, 60, 60, 0],
      [12, 20, 4, 4, 1],
      [20, 20, 6, 3.5, 1],
    ];
    const { named } = runHead('yolo-v5-head', { classes: 2 }, [64, 64], MAPS(21), objects);
    // 60 is four times 15, so 15×19 and 20×15 are just too small, and all anchors of the two coarser maps fit. In cells of 16 the
    // centre is (1.875, 1.3125): column 1 and, 0.125 away, column 2; row 1 and, 0.3125 away, row 0. In cells of 32 it is
    // (0.9375, 0.65625): columns 0 and 1, rows 0 and 1. Never both beside: three cells each.
    const [middle, coarse] = [[1, 5, 6], [0, 1, 2]];
    const large = [0, 1, 2].flatMap((anchor) => middle!.map((cell) => 192 + anchor * 16 + cell)).concat([0, 1, 2].flatMap((anchor) => coarse!.map((cell) => 240 + anchor * 4 + cell)));
    // 4×4 is a quarter of nothing but less than four times smaller than 10×10 alone. Its centre (1.5, 2.5) is just as far from
    // both sides: the cells right of it and below it have it. 6×3.5 likewise, one cell to the right; of the place in between
    // (row 2, column 2) 21 pixels of 100 are more than 16.
    expect(placesByObject(named['assignment']!, 3)).toEqual([large, [17, 25], [18, 19, 26]]);
  });
});

describe('YOLO v6', () => {
  it('gives an object to the places inside it that do best, and a contested place to the object it overlaps more', () => {
    const objects: GivenObject[] = [
      [13, 12, 12, 10, 0],
      [7, 9, 14, 18, 1],
    ];
    const { named } = runHead('yolo-v6-head', { classes: 2, candidates: 2 }, [64, 64], MAPS(6), objects);
    // Where everything is 0 each side is ln 2 cells away: boxes of 11.09, 22.18 and 44.36 pixels about the middles of cells.
    // The first object (7 … 19, 7 … 17) has the middles (12, 12), (8, 8) and (16, 16) inside, one of each map: IoU 0.77, 0.24, 0.06.
    // The second (0 … 14, 0 … 18) has (8, 8) of the middle map (0.51) and of the fine one (4, 12) (0.39), (4, 4) (0.32) and
    // (12, 12) (0.29). Two each: the middle map's place is claimed by both, and overlaps the second more.
    const [fine, left, middle] = [8 + 1, 8, 64];
    expect(placesByObject(named['assignment']!, 2)).toEqual([[fine], [left, middle]]);
    // The best place of an object is to score its CIoU: the IoU less 1 of 280, the square of the distance of the centres over
    // that of the diagonal around both, and next to nothing for the shape.
    const side = 16 * Math.log(2);
    const shared = (12 + side / 2 - 7) * 10;
    const iou = shared / (120 + side ** 2 - shared);
    expect(iou).toBeCloseTo(0.767, 3);
    expect(named['quality']![fine]).toBeCloseTo(iou - 1 / 280.4, 3);
  });
});

describe('YOLO v7', () => {
  it('gives an object as many places as the best overlap it in sum, and the helper more', () => {
    const { named } = runHead('yolo-v7-head', { classes: 2 }, [64, 64], [...MAPS(21), ...MAPS(21)], [[12, 20, 10, 10, 0]]);
    // Every place answers with its anchor in the middle of its cell. Candidates are the cell (2, 1) of the fine map with the cells
    // right of it and below it, with all three anchors, and 25×25 of the middle map in (1, 0), (1, 1) and (0, 0).
    // 10×10: 100 of 100, beside it 20 of 180 twice; 15×19: 100 of 285, beside it 45 of 340 and 65 of 320; 20×15: 100 of 300,
    // 70 of 330, 45 of 355; 25×25: 100 of 625, 55 of 670 twice. The ten best add up to 2.74: two places.
    const ten = [1, 20 / 180, 20 / 180, 100 / 285, 45 / 340, 65 / 320, 100 / 300, 70 / 330, 45 / 355, 100 / 625];
    expect(Math.floor(ten.reduce((sum, overlap) => sum + overlap))).toBe(2);
    const cell = 2 * 8 + 1;
    expect(placesByObject(named['assignment']!, 1)).toEqual([[cell, 64 + cell]]);
    // The helper also has the cells left of it and above it, which mirror the others, and of the middle map (2, 0), which lies
    // beyond the object: all of them add up to 3.80.
    const all = ten.concat(55 / 670, 55 / 670, 20 / 180, 20 / 180, 45 / 340, 70 / 330, 65 / 320, 45 / 355);
    expect(Math.floor(all.reduce((sum, overlap) => sum + overlap))).toBe(3);
    expect(placesByObject(named['helper_assignment']!, 1)).toEqual([[cell, 64 + cell, 128 + cell]]);
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

  it('gives an object that lies between all cells to those around it', () => {
    // 5×5 pixels about (16, 16): the nearest middles, 12 and 20 both ways, are 4 pixels off. It counts as 12×12. One of the coarse
    // map's four middles is (16, 16) itself.
    const { named } = runHead('yolo-v8-head', { classes: 2, bins: BINS }, [64, 64], MAPS(4 * BINS + 2), [[16, 16, 5, 5, 0]]);
    expect(placesByObject(named['assignment']!, 1)).toEqual([[1 * 8 + 1, 1 * 8 + 2, 2 * 8 + 1, 2 * 8 + 2, 64 + 16]]);
  });

  it('learns nothing from what only fills up the list', () => {
    const { named, loss } = runHead('yolo-v8-head', { classes: 2, bins: BINS }, [64, 64], MAPS(4 * BINS + 2), []);
    expect(Math.max(...named['assignment']!)).toBe(0);
    expect(named['box_loss']![0]).toBe(0);
    expect(loss).toBeGreaterThan(0);
  });
});

describe('SSD', () => {
  it('gives an object to the default boxes that overlap it by half, and to the one that overlaps it best', () => {
    const objects: GivenObject[] = [
      [33, 33, 60, 56, 0],
      [20, 20, 16, 16, 1],
      [20, 21, 18, 20, 0],
    ];
    const { named } = runHead('ssd-head', { classes: 2 }, [64, 64], MAPS(21), objects);
    // No default box has half of the large object: 88×88 about (48, 48) shares 59·56 of 7800 pixels (0.424), before the same
    // about (48, 16) (0.413) and 42×32 wherever it lies inside (0.400). It is the best, so it answers.
    // 16×16 lies about (20, 20), the middle of row 2, column 2: 15×19 shares 240 of 301 (0.80), 20×15 shares 240 of 316 (0.76).
    // 18×20 would have the same two (277.5 of 367.5: 0.76, 270 of 390: 0.69) and loses both; 25×25 about (24, 24) of the
    // middle map shares 341.25 of 643.75 (0.53) and is left to it.
    const cell = 2 * 8 + 2;
    expect(placesByObject(named['assignment']!, 3)).toEqual([[240 + 2 * 4 + 3], [64 + cell, 128 + cell], [192 + 4 + 1]]);
    const places = 252;
    expect(named['overlap']![251]).toBeCloseTo((59 * 56) / 7800, 5);
    expect(named['overlap']![places + 64 + cell]).toBeCloseTo(240 / 301, 5);
    expect(named['overlap']![2 * places + 192 + 5]).toBeCloseTo(341.25 / 643.75, 5);
  });
});
