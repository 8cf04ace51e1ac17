/** Shapes under somebody's hands: whatever is done to them, they are whole, inside the picture, and have the box that their points have. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelledObject } from '../../../engine/data/annotations/labels';
import { areaOf } from '../../../engine/data/annotations/labels';
import { boxBetween, dragged, fitted, HANDLES, moved, outlined, polygonOf, reshaped, snap, stretched, withCorner, withNewCorner, withoutCorner } from '../../../renderer/labelling/shapes';

const PICTURE = { width: 60, height: 40 };
const BASE = { id: 1, category: 1, isCrowd: false } as const;
const box: LabelledObject = { ...BASE, x: 10, y: 10, width: 20, height: 12, area: 99 };
const triangle: LabelledObject = { ...BASE, x: 10, y: 10, width: 20, height: 20, polygons: [[10, 10, 30, 10, 20, 30]] };

const place = fc.record({ x: fc.integer({ min: -80, max: 140 }), y: fc.integer({ min: -80, max: 140 }) });
const onPicture = fc.record({ x: fc.integer({ min: 0, max: 60 }), y: fc.integer({ min: 0, max: 40 }) });
const anyBox = fc.tuple(onPicture, onPicture).map(([a, b]) => boxBetween(a, b)).filter((shape) => shape !== undefined).map((shape): LabelledObject => ({ ...BASE, ...shape }));
const anyPolygon = fc.array(onPicture, { minLength: 3, maxLength: 7 }).map((points) => polygonOf(points.flatMap(({ x, y }) => [x, y]))).filter((shape) => shape !== undefined).map((shape): LabelledObject => ({ ...BASE, ...shape }));
const anyObject = fc.oneof(anyBox, anyPolygon);

function expectSound({ x, y, width, height, polygons }: LabelledObject): void {
  expect(x).toBeGreaterThanOrEqual(0);
  expect(y).toBeGreaterThanOrEqual(0);
  expect(width).toBeGreaterThan(0);
  expect(height).toBeGreaterThan(0);
  expect(x + width).toBeLessThanOrEqual(PICTURE.width + 1e-9);
  expect(y + height).toBeLessThanOrEqual(PICTURE.height + 1e-9);
  if (!polygons) return;
  const all = polygons.flat();
  const bounds = polygonOf(all)!;
  expect([bounds.x, bounds.y]).toEqual([expect.closeTo(x, 6), expect.closeTo(y, 6)]);
  expect([bounds.width, bounds.height]).toEqual([expect.closeTo(width, 6), expect.closeTo(height, 6)]);
}

describe('shapes', () => {
  it('stay sound through every change', () => {
    fc.assert(fc.property(anyObject, place, fc.constantFrom(...HANDLES), fc.nat(6), (object, to, handle, point) => {
      const corner = { polygon: 0, point: point % ((object.polygons?.[0]!.length ?? 2) / 2) };
      expectSound(moved(object, to, PICTURE));
      expectSound(stretched(object, { x: to.x, y: to.y, width: to.y, height: to.x }, PICTURE));
      if (!object.polygons) expectSound(dragged(object, handle, to, PICTURE));
      expectSound(withCorner(object, corner, to, PICTURE));
      expectSound(withNewCorner(object, corner, to, PICTURE));
      expectSound(withoutCorner(object, corner));
      const other = { width: 30, height: 20 };
      const cut = fitted(object, other);
      if (cut) expect([cut.x + cut.width <= 30, cut.y + cut.height <= 20]).toEqual([true, true]);
    }), { numRuns: 80 });
  });

  it('move as far as the picture goes, with their area', () => {
    expect(moved(box, { x: 100, y: -3 }, PICTURE)).toEqual({ ...box, x: 40, y: 7 });
    expect(moved(triangle, { x: -4, y: 2 }, PICTURE).polygons).toEqual([[6, 12, 26, 12, 16, 32]]);
    expect(moved(triangle, { x: 0, y: 0 }, PICTURE)).toBe(triangle);
  });

  it('forget an area that another shape has', () => {
    expect(areaOf(box)).toBe(99);
    expect(areaOf(dragged(box, [1, 1], { x: 40, y: 30 }, PICTURE))).toBe(600);
    expect(areaOf(stretched(triangle, { ...triangle, width: 10 }, PICTURE))).toBe(100);
    expect(areaOf(reshaped({ ...triangle, area: 7 }, { x: 1, y: 1, width: 2, height: 2 }))).toBe(4);
  });

  it('turn over where a side is dragged past the other', () => {
    expect(dragged(box, [0, 0.5], { x: 50, y: 0 }, PICTURE)).toMatchObject({ x: 30, y: 10, width: 20, height: 12 });
    expect(dragged(box, [1, 0.5], { x: 10, y: 0 }, PICTURE)).toBe(box);
  });

  it('get and lose points, but never the third', () => {
    const four = withNewCorner(triangle, { polygon: 0, point: 0 }, { x: 20.4, y: 4.6 }, PICTURE);
    expect(four).toMatchObject({ y: 5, height: 25, polygons: [[10, 10, 20, 5, 30, 10, 20, 30]] });
    expect(withoutCorner(four, { polygon: 0, point: 1 })).toEqual(triangle);
    expect(withoutCorner(triangle, { polygon: 0, point: 1 })).toBe(triangle);
  });

  it('are nothing without width, height or points', () => {
    expect(boxBetween({ x: 3, y: 4 }, { x: 3, y: 9 })).toBeUndefined();
    expect(polygonOf([1, 1, 5, 5])).toBeUndefined();
    expect(polygonOf([1, 1, 5, 1, 9, 1])).toBeUndefined();
    expect(snap({ x: -2.4, y: 39.6 }, PICTURE)).toEqual({ x: 0, y: 40 });
  });

  it('are bent after their pixels have become a polygon', () => {
    // Column by column: 2 × 3 pixels from (1, 1) in a picture 4 × 5.
    const painted: LabelledObject = { ...BASE, x: 1, y: 1, width: 2, height: 3, area: 6, runs: { width: 4, height: 5, counts: [6, 3, 2, 3, 6] }, others: { score: 1 } };
    const bent = outlined(painted);
    expect(bent).toEqual({ ...BASE, x: 1, y: 1, width: 2, height: 3, polygons: [[3, 1, 3, 4, 1, 4, 1, 1]], others: { score: 1 } });
    expect(areaOf(bent)).toBe(6);
    expect(outlined(box)).toBe(box);
  });

  it('fit another picture as far as they lie on it', () => {
    expect(fitted(box, { width: 25, height: 40 })).toMatchObject({ x: 10, width: 15 });
    expect(fitted(box, { width: 8, height: 8 })).toBeUndefined();
    const painted: LabelledObject = { ...BASE, x: 0, y: 0, width: 2, height: 2, runs: { width: 60, height: 40, counts: [2400] } };
    expect(fitted(painted, PICTURE)).toBe(painted);
    expect(fitted(painted, { width: 61, height: 40 })).toBeUndefined();
  });
});
