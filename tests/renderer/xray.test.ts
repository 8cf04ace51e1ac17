/** The X-ray in the window: who suppressed whom equals another suppression; places are found by pointer and by number; scenes show what was chosen. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Xray, XrayPlaces } from '../../engine/run/xray/answer';
import { scoreOfBest, sortBoxes, verdictsOf, type Verdict } from '../../renderer/xray/boxes';
import { cellAt, cellRectangle, placesIn, placeText, regionAt, startOf } from '../../renderer/xray/places';
import { readXray, type ReadXray } from '../../renderer/xray/read-xray';
import { sceneOf, type Looked } from '../../renderer/xray/scene';

/** Centre, sides, then a score for each of two classes. */
type Row = readonly [x: number, y: number, width: number, height: number, first: number, second: number];

const CELLS: XrayPlaces = { kind: 'cells', scales: [{ rows: 4, columns: 4, strideX: 8, strideY: 8 }, { rows: 2, columns: 2, strideX: 16, strideY: 16 }], perCell: 2, anchors: [[6, 6], [10, 4], [16, 16], [20, 12]] };

function bytes(numbers: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(numbers).buffer);
}

function read(rows: readonly Row[], places: XrayPlaces = CELLS, training?: Xray['training']): ReadXray {
  return readXray({
    network: '', origin: { kind: 'untrained' }, head: 'objects', heads: ['objects'], layer: 'yolo-v3-head', title: 'YOLO v3 head', classes: ['disc', 'square'],
    picture: { width: 32, height: 32, channels: 1, data: new Uint8Array(32 * 32) },
    places, prediction: { rows: rows.length, columns: 6, values: bytes(rows.flat()) }, milliseconds: 1, parameters: 1, macs: 1,
    ...(training && { training }),
  });
}

const LOOKED: Looked = { view: 'boxes', score: 0.1, iou: 0.45, amongAll: false, scale: 0, cell: undefined, region: undefined, place: undefined, object: undefined };

/**
 * Suppression as what no longer changes: all boxes stay, until each gives way to the better ones that stay. Every round settles
 * at least one box more, so as many rounds as boxes are enough. The suppressor is the best of those that a box gives way to.
 */
function settled(read: ReadXray, score: number, limit: number, amongAll: boolean): Map<number, { readonly by: number; readonly iou: number } | undefined> {
  const boxes = read.found.filter((box) => box.score >= score).sort((a, b) => b.score - a.score || a.row - b.row);
  const share = (a: number, b: number): number => {
    const [one, other] = [boxes[a]!, boxes[b]!];
    const along = (low: number, size: number, from: number, length: number): number => Math.max(0, size + length - (Math.max(low + size, from + length) - Math.min(low, from)));
    const both = along(one.x, one.width, other.x, other.width) * along(one.y, one.height, other.y, other.height);
    return both / (one.width * one.height + other.width * other.height - both);
  };
  const beats = boxes.map((box, index) => boxes.map((other, better) => better < index && (amongAll || other.label === box.label) && share(better, index) > limit));
  let stays = boxes.map(() => true);
  for (let round = 0; round < boxes.length; round++) stays = boxes.map((_, index) => !stays.some((isKept, better) => isKept && beats[index]![better]));
  return new Map(boxes.map(({ row }, index) => {
    const by = stays.findIndex((isKept, better) => isKept && beats[index]![better]);
    return [row, by < 0 ? undefined : { by: boxes[by]!.row, iou: share(by, index) }] as const;
  }));
}

describe('suppression', () => {
  const row = fc.tuple(fc.double({ min: 4, max: 28, noNaN: true }), fc.double({ min: 4, max: 28, noNaN: true }), fc.double({ min: 3, max: 24, noNaN: true }), fc.double({ min: 3, max: 24, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true }));
  const all = fc.array(row, { minLength: 40, maxLength: 40 });

  it('equals one written differently: who stays, who suppressed whom, and at which IoU', () => {
    fc.assert(
      fc.property(all, fc.double({ min: 0, max: 0.9, noNaN: true }), fc.double({ min: 0.05, max: 0.9, noNaN: true }), fc.boolean(), (rows, score, iou, amongAll) => {
        const xray = read(rows);
        const expected = settled(xray, score, iou, amongAll);
        const verdicts = verdictsOf(sortBoxes(xray, { score, iou, amongAll }));
        expect(verdicts.map(({ box }) => box.row).sort((a, b) => a - b)).toEqual([...expected.keys()].sort((a, b) => a - b));
        for (const { box, by, iou: overlap } of verdicts) {
          const wanted = expected.get(box.row);
          expect(by?.row).toBe(wanted?.by);
          if (wanted) expect(overlap).toBeCloseTo(wanted.iou, 9);
        }
      }),
      { numRuns: 30, seed: 6 },
    );
  });

  it('lists each kept box with those that gave way to it', () => {
    const rows: Row[] = [[10, 10, 8, 8, 0.9, 0], [11, 10, 8, 8, 0.8, 0], [24, 24, 8, 8, 0, 0.7], [10, 11, 8, 8, 0.6, 0], [10, 10, 8, 8, 0, 0.5]];
    const text = ({ box, by }: Verdict): string => `${box.row}${by ? ` by ${by.row}` : ''}`;
    expect(verdictsOf(sortBoxes(read(rows), LOOKED)).map(text)).toEqual(['0', '1 by 0', '3 by 0', '2', '4']);
    expect(verdictsOf(sortBoxes(read(rows), { ...LOOKED, amongAll: true })).map(text)).toEqual(['0', '1 by 0', '3 by 0', '4 by 0', '2']);
    expect(scoreOfBest(read(rows), 2)).toBeCloseTo(0.8, 6);
    expect(scoreOfBest(read(rows), 99)).toBeCloseTo(0.5, 6);
  });
});

describe('places', () => {
  const xray = read(Array.from({ length: 2 * 16 + 2 * 4 }, (_, index): Row => [16, 16, 4, 4, index / 100, 0]));

  it('of a point are those of its cell, one for each anchor', () => {
    const cell = cellAt(xray, 0, 17.5, 9)!;
    expect(cell).toEqual({ scale: 0, row: 1, column: 2 });
    expect(placesIn(xray, cell)).toEqual([6, 16 + 6]);
    expect(cellRectangle(xray, cell)).toEqual({ x: 16, y: 8, width: 8, height: 8 });
    expect(placesIn(xray, cellAt(xray, 1, 17.5, 9)!)).toEqual([32 + 1, 36 + 1]);
    expect(cellAt(xray, 0, 32, 4)).toBeUndefined();
    expect(cellAt(xray, 0, 4, -0.1)).toBeUndefined();
  });

  it('start from their anchor in the middle of the cell, and say where they are, counted from 1', () => {
    expect(startOf(xray, 37)).toEqual({ x: 16 + (16 - 20) / 2, y: (16 - 12) / 2, width: 20, height: 12 });
    expect(placeText(xray, 37)).toBe('stride 16, row 1, column 2, anchor 2 (20×12)');
  });

  it('without anchors are named by their cell alone, and start from nothing', () => {
    const free = read(Array.from({ length: 16 }, (): Row => [16, 16, 4, 4, 0.5, 0]), { kind: 'cells', scales: [{ rows: 4, columns: 4, strideX: 8, strideY: 8 }], perCell: 1, anchors: [] });
    expect(placeText(free, 5)).toBe('stride 8, row 2, column 2');
    expect(startOf(free, 5)).toBeUndefined();
  });

  it('of a second stage are regions: the smallest one around a point', () => {
    const training = { objects: [], terms: [], loss: 0, regions: bytes([16, 16, 32, 32, 10, 10, 8, 4]) };
    const regions = read([[8, 8, 4, 4, 0.5, 0], [20, 20, 4, 4, 0.4, 0]], { kind: 'regions', regions: bytes([16, 16, 32, 32, 20, 20, 8, 8]), from: 'Region proposals' }, training);
    expect(regionAt(regions, 18, 22)).toBe(1);
    expect(regionAt(regions, 4, 4)).toBe(0);
    // The step of training proposed another one.
    expect(startOf(regions, 1)).toEqual({ x: 6, y: 8, width: 8, height: 4 });
    expect(placeText(regions, 1)).toBe('region 2');
  });
});

describe('scenes', () => {
  const rows: Row[] = [[10, 10, 8, 8, 0.9, 0], [11, 10, 8, 8, 0.8, 0], ...Array.from({ length: 38 }, (): Row => [4, 4, 2, 2, 0, 0])];
  const training = { objects: [{ box: [10, 10, 8, 8] as const, label: 0, places: [{ place: 22 }] }, { box: [24, 24, 6, 6] as const, label: 1, places: [] }], terms: [], loss: 0 };

  it('tie a chosen suppressed box to the one that it gave way to', () => {
    const { tie, marks } = sceneOf(read(rows), { ...LOOKED, place: 1 });
    expect(tie).toMatchObject({ from: { x: 7 }, to: { x: 6 }, text: 'IoU 0.78' });
    expect(marks.at(-1)).toMatchObject({ x: 7, look: 'chosen' });
    expect(marks.filter(({ look }) => look === 'faint')).toHaveLength(1);
  });

  it('light a cell and what it answers', () => {
    const { grid, marks } = sceneOf(read(rows), { ...LOOKED, view: 'cells', cell: { scale: 0, row: 0, column: 1 } });
    expect(grid?.rows).toBe(4);
    expect(marks[0]).toMatchObject({ look: 'lit', x: 8, y: 0, width: 8, height: 8 });
    expect(marks[1]).toMatchObject({ look: 'plain', x: 7, y: 6 });
  });

  it('fill the cell that answers for an object, and draw its anchor for the one that is chosen', () => {
    const { grid, marks } = sceneOf(read(rows, CELLS, training), { ...LOOKED, view: 'assignment', object: 0 });
    expect(grid?.strideX).toBe(8);
    expect(marks).toContainEqual({ x: 16, y: 8, width: 8, height: 8, label: 0, look: 'fill' });
    expect(marks).toContainEqual({ x: 15, y: 10, width: 10, height: 4, label: 0, look: 'anchor' });
    expect(marks.filter(({ text }) => text !== undefined).map(({ text }) => text)).toEqual(['disc']);
  });
});
