import { expect, it } from 'vitest';
import { contourLevels, contourSegments } from '../../engine/labs/contours';

it('lines of a cone are circles', () => {
  const side = 41;
  const heights = Array.from({ length: side * side }, (_, cell) => Math.hypot((cell % side) - 20, Math.floor(cell / side) - 20));
  const segments = contourSegments({ columns: side, rows: side, heights }, 10);
  expect(segments.length).toBeGreaterThan(40);
  for (const [x1, y1, x2, y2] of segments) {
    expect(Math.hypot(x1 - 20, y1 - 20)).toBeCloseTo(10, 1);
    expect(Math.hypot(x2 - 20, y2 - 20)).toBeCloseTo(10, 1);
  }
  expect(segments.reduce((sum, [x1, y1, x2, y2]) => sum + Math.hypot(x2 - x1, y2 - y1), 0)).toBeCloseTo(20 * Math.PI, 0);
});

it('levels leave equally many cells between them', () => {
  expect(contourLevels([5, 1, 4, 2, 3, 0, 6, 7], 3)).toEqual([2, 4, 6]);
});
