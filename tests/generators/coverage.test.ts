import { expect, test } from 'vitest';
import { CoverageCanvas } from '../../engine/data/generators/coverage';
import { grown, radialPolygon, reversed, stroke, strokeThickness, subdivided } from '../../engine/data/generators/outline';
import { moved } from '../../engine/data/generators/warp';

const canvas = new CoverageCanvas(20, 16);
const sum = (coverage: Float32Array) => coverage.reduce((total, value) => total + value, 0);
const rectangle = (left: number, bottom: number, right: number, top: number) =>
  Float64Array.of(left, bottom, right, bottom, right, top, left, top);

test('covers each pixel by its exact share', () => {
  const coverage = canvas.fill([rectangle(-1.25, 0, 2, 1.5)]);
  const row = (y: number) => Array.from(coverage.subarray(y * 20 + 8, y * 20 + 13));
  expect(row(6)).toEqual([0.125, 0.5, 0.5, 0.5, 0].map((value) => expect.closeTo(value, 6)));
  expect(row(7)).toEqual([0.25, 1, 1, 1, 0].map((value) => expect.closeTo(value, 6)));
  expect(sum(coverage)).toBeCloseTo(3.25 * 1.5, 5);
});

test('the covered area is the area of the polygon, wherever it lies', () => {
  for (const corners of [3, 4, 5, 12]) {
    const area = (corners * 6 * 6 * Math.sin((2 * Math.PI) / corners)) / 2;
    for (const [dx, dy] of [[0, 0], [0.3, -0.7], [2.9, 1.1]] as const) {
      expect(sum(canvas.fill(moved([radialPolygon(corners, [6])], dx, dy)))).toBeCloseTo(area, 3);
    }
  }
});

test('what reaches over the border is cut off', () => {
  expect(sum(canvas.fill([rectangle(-100, -100, 100, 100)]))).toBeCloseTo(20 * 16, 3);
  expect(sum(canvas.fill([rectangle(-100, -3, -4, 100)]))).toBeCloseTo(6 * 11, 3);
  expect(sum(canvas.fill([rectangle(10, -8, 30, 8)]))).toBe(0);
  expect(sum(canvas.fill([rectangle(-5, 8, 5, 30)]))).toBe(0);
});

test('holes stay empty, overlaps unite, shapes turned inside out vanish', () => {
  const square = rectangle(-4, -4, 4, 4);
  expect(sum(canvas.fill([square, reversed(rectangle(-2, -2, 2, 2))]))).toBeCloseTo(64 - 16, 4);
  expect(sum(canvas.fill([square, rectangle(0, -4, 8, 4)]))).toBeCloseTo(96, 4);
  expect(sum(canvas.fill([reversed(square)]))).toBe(0);
});

test('growing moves both sides of a stroke', () => {
  const line = subdivided(stroke(-8, 0, 8, 0, 2), 1);
  const before = strokeThickness(line);
  // A little less than 1, because the ends count as sides too.
  expect(strokeThickness(grown(line, 0.5)) - before).toBeCloseTo(0.8, 1);
  expect(sum(canvas.fill(grown(line, -0.5)))).toBeLessThan(sum(canvas.fill(line)));
});
