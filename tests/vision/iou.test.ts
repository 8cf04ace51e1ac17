import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ciou, diou, giou, intersection, iou, type Rectangle } from '../../engine/vision/iou';

const box = (x: number, y: number, width: number, height: number): Rectangle => ({ x, y, width, height });
const side = fc.integer({ min: 1, max: 60 });
const place = fc.integer({ min: -40, max: 40 });
const boxes = fc.tuple(place, place, side, side).map((numbers) => box(...numbers));

describe('overlap of boxes', () => {
  test('by hand: two 10×10 boxes, moved by 5 and 5', () => {
    const [a, b] = [box(0, 0, 10, 10), box(5, 5, 10, 10)];
    expect(intersection(a, b)).toBe(25);
    expect(iou(a, b)).toBeCloseTo(25 / 175, 12);
    // The box around both is 15×15; 225 − 175 belong to neither.
    expect(giou(a, b)).toBeCloseTo(25 / 175 - 50 / 225, 12);
    // Centres 5 and 5 apart; the diagonal squared is 450.
    expect(diou(a, b)).toBeCloseTo(25 / 175 - 50 / 450, 12);
    expect(ciou(a, b)).toBeCloseTo(diou(a, b), 12);
  });

  test('by hand: a wide and a tall box with one centre differ only in shape', () => {
    const [a, b] = [box(0, 5, 20, 10), box(5, 0, 10, 20)];
    const shape = (4 / Math.PI ** 2) * (Math.atan(2) - Math.atan(0.5)) ** 2;
    const agreement = 100 / 300;
    expect(iou(a, b)).toBeCloseTo(agreement, 12);
    expect(diou(a, b)).toBeCloseTo(agreement, 12);
    expect(ciou(a, b)).toBeCloseTo(agreement - shape ** 2 / (1 - agreement + shape), 12);
  });

  test('boxes that only touch share nothing, and empty boxes give no NaN', () => {
    expect(iou(box(0, 0, 10, 10), box(10, 0, 10, 10))).toBe(0);
    for (const measure of [iou, giou, diou, ciou]) expect(measure(box(3, 3, 0, 0), box(3, 3, 0, 0))).toBe(0);
  });

  test('far apart, IoU is 0 and the others still say which is nearer', () => {
    const here = box(0, 0, 10, 10);
    for (const measure of [giou, diou, ciou]) expect(measure(here, box(30, 0, 10, 10))).toBeGreaterThan(measure(here, box(60, 0, 10, 10)));
  });

  test('for any boxes: symmetric, 1 on itself, and in the order CIoU ≤ DIoU ≤ IoU, GIoU ≤ IoU', () => {
    fc.assert(
      fc.property(boxes, boxes, (a, b) => {
        for (const measure of [iou, giou, diou, ciou]) {
          expect(measure(a, b)).toBeCloseTo(measure(b, a), 10);
          expect(measure(a, a)).toBeCloseTo(1, 10);
        }
        expect(iou(a, b)).toBeGreaterThanOrEqual(0);
        expect(iou(a, b)).toBeLessThanOrEqual(1);
        expect(giou(a, b)).toBeGreaterThanOrEqual(-1);
        expect(giou(a, b)).toBeLessThanOrEqual(iou(a, b) + 1e-12);
        expect(diou(a, b)).toBeLessThanOrEqual(iou(a, b) + 1e-12);
        expect(ciou(a, b)).toBeLessThanOrEqual(diou(a, b) + 1e-12);
      }),
    );
  });

  test('for any boxes: IoU counts pixels', () => {
    fc.assert(
      fc.property(boxes, boxes, (a, b) => {
        let [both, either] = [0, 0];
        const holds = (one: Rectangle, x: number, y: number) => x >= one.x && x < one.x + one.width && y >= one.y && y < one.y + one.height;
        for (let y = -40; y < 100; y++) {
          for (let x = -40; x < 100; x++) {
            const [inA, inB] = [holds(a, x, y), holds(b, x, y)];
            if (inA && inB) both++;
            if (inA || inB) either++;
          }
        }
        expect(iou(a, b)).toBeCloseTo(both / either, 12);
      }),
      { numRuns: 15 },
    );
  });
});
