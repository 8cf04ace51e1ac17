import { describe, expect, it } from 'vitest';
import { drawPoints, gridInputs, POINT_SETS } from '../../engine/labs/points';

describe.each(POINT_SETS)('the points of %s', (set) => {
  it('are the same for a seed, others for another, and lie in the picture', () => {
    const points = drawPoints(set, 200, 0.03, 7);
    expect(drawPoints(set, 200, 0.03, 7)).toEqual(points);
    expect(drawPoints(set, 200, 0.03, 8)).not.toEqual(points);
    expect(points.filter(({ label }) => label === 1)).toHaveLength(100);
    expect(Math.max(...points.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]))).toBeLessThan(1.15);
  });
});

it('cells of a grid go row by row from the top left', () => {
  expect(gridInputs(2, 1)).toEqual([-0.5, 0.5, 0.5, 0.5, -0.5, -0.5, 0.5, -0.5]);
});
