/** Outlines of painted pixels: painted again, they are the pixels they were made from. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectMap } from '../../engine/data/annotations/object-map';
import { outlinesOf } from '../../engine/data/annotations/outline';

const [WIDTH, HEIGHT] = [14, 11];
const bitmapOf = (rows: readonly string[]) => ({ width: rows[0]!.length, height: rows.length, data: Uint8Array.from(rows.join(''), (sign) => Number(sign === '#')) });

function painted(polygons: readonly (readonly number[])[], width: number, height: number): Uint8Array {
  if (polygons.length === 0) return new Uint8Array(width * height);
  const map = objectMap([{ label: 0, x: 0, y: 0, width, height, isCrowd: false, shape: { kind: 'polygons', polygons } }], width, height)!;
  return map.data;
}

describe('outlines', () => {
  it('go around pixels, their holes and what lies in those', () => {
    expect(outlinesOf(bitmapOf(['....', '.##.', '.##.']))).toEqual([[3, 1, 3, 3, 1, 3, 1, 1]]);
    const nested = bitmapOf(['#######', '#.....#', '#.###.#', '#.#.#.#', '#.###.#', '#.....#', '#######']);
    const outlines = outlinesOf(nested);
    expect(outlines).toHaveLength(2);
    expect(painted(outlines, 7, 7)).toEqual(nested.data);
    expect(outlinesOf(bitmapOf(['#.', '.#']))).toHaveLength(2);
    expect(outlinesOf(bitmapOf(['..', '..']))).toEqual([]);
  });

  it('are the same pixels again, whatever they are', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { minLength: WIDTH * HEIGHT, maxLength: WIDTH * HEIGHT }), (set) => {
      const data = Uint8Array.from(set, Number);
      expect(painted(outlinesOf({ width: WIDTH, height: HEIGHT, data }), WIDTH, HEIGHT)).toEqual(data);
    }), { numRuns: 60 });
  });

  it('need few points for round things, and stay within a pixel of them', () => {
    const side = 60;
    const isIn = (x: number, y: number, radius: number) => Math.hypot(x + 0.5 - 30, y + 0.5 - 30) < radius;
    const data = Uint8Array.from({ length: side * side }, (_, pixel) => Number(isIn(pixel % side, Math.floor(pixel / side), 25)));
    const [outline, ...others] = outlinesOf({ width: side, height: side, data }, 1);
    expect(others).toEqual([]);
    expect(outline!.length / 2).toBeLessThan(40);
    painted([outline!], side, side).forEach((value, pixel) => {
      const [x, y] = [pixel % side, Math.floor(pixel / side)];
      if (isIn(x, y, 23)) expect(value).toBe(1);
      if (!isIn(x, y, 27)) expect(value).toBe(0);
    });
  });
});
