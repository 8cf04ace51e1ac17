import { describe, expect, it } from 'vitest';
import { turnBy, turnedPoints, turnText } from '../../renderer/landmarks/turned-points';

const FRONT = { yaw: 0, pitch: 0 };
const POINTS = [{ x: 10, y: 0, z: 0 }, { x: 30, y: 0, z: 0 }, { x: 20, y: 10, z: -10 }];

describe('points in space', () => {
  it('look from the front as in the picture', () => {
    const [left, right, low] = turnedPoints(POINTS, FRONT);
    expect(left!.x).toBeCloseTo(-right!.x, 9);
    expect(left!.y).toBeLessThan(low!.y);
    expect(low!.x).toBeCloseTo(0, 9);
    expect(low!.depth).toBeLessThan(left!.depth);
  });

  it('show their depth from the side', () => {
    const [left, right, near] = turnedPoints(POINTS, { yaw: Math.PI / 2, pitch: 0 });
    expect(left!.x).toBeCloseTo(right!.x, 9);
    expect(near!.x).toBeLessThan(left!.x);
  });

  it('stay in the view however they are turned', () => {
    for (let step = 0; step < 30; step++) {
      for (const { x, y } of turnedPoints(POINTS, { yaw: step, pitch: 0.7 * step })) expect(Math.hypot(x, y)).toBeLessThanOrEqual(0.881);
    }
  });

  it('that are all in one place stand in the middle', () => {
    expect(turnedPoints([{ x: 5, y: 5, z: 5 }], FRONT)).toEqual([{ x: 0, y: 0, depth: 0 }]);
  });
});

describe('turning', () => {
  it('is half a turn from edge to edge, and never over the top', () => {
    expect(turnBy(FRONT, 50, 0, 100).yaw).toBeCloseTo(Math.PI / 2, 9);
    expect(turnBy(FRONT, 0, 900, 100).pitch).toBeCloseTo(Math.PI / 2, 9);
  });

  it('goes on behind the back', () => {
    const behind = turnBy({ yaw: 3, pitch: 0 }, 20, 0, 100);
    expect(behind.yaw).toBeCloseTo(3 + 0.2 * Math.PI - 2 * Math.PI, 9);
    expect(turnBy({ yaw: -3, pitch: 0 }, -20, 0, 100).yaw).toBeCloseTo(-3 - 0.2 * Math.PI + 2 * Math.PI, 9);
  });

  it('is told in words', () => {
    expect(turnText(FRONT)).toBe('from the front');
    expect(turnText({ yaw: 0.35, pitch: -0.1 })).toBe('20° right, 6° up');
  });
});
