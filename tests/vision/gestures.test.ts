import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../engine/core/random';
import { GESTURES, gesturePose, variedPose } from '../../engine/data/generators/hand/gestures';
import { placeHand, type HeldHand } from '../../engine/data/generators/hand/paint-hand';
import type { Point } from '../../engine/vision/answer';
import { gestureColumns, gestureFeatures, GESTURE_WIDTH } from '../../engine/vision/gesture-features';
import { gestureTable, rowsOf } from '../../engine/vision/gesture-table';

const HELD: Omit<HeldHand, 'pose'> = { side: 'right', turn: { yaw: 0, pitch: 0, roll: 0 }, at: [50, 60], length: 80, skin: [1, 1, 1], thickness: 1 };
const handOf = (change: Partial<typeof HELD> = {}, gesture: (typeof GESTURES)[number] = 'point'): Point[] =>
  placeHand({ ...HELD, pose: gesturePose(gesture), ...change }).map(({ at: [x, y, z] }) => ({ x, y, z, visibility: 1 }));

const away = (a: Float32Array, b: Float32Array) => Math.max(...a.map((value, at) => Math.abs(value - b[at]!)));

describe('the features of a hand', () => {
  const features = gestureFeatures(handOf());

  it('have a name each', () => {
    expect(gestureColumns().length).toBe(GESTURE_WIDTH);
    expect(gestureColumns()[12]).toBe('thumb tip x');
  });

  it.each([
    ['where it is', { at: [200, 10] as const }],
    ['how large it is', { length: 300 }],
    ['how it is turned in the picture', { turn: { yaw: 0, pitch: 0, roll: 2.1 } }],
  ])('do not tell %s', (_, change) => {
    expect(away(gestureFeatures(handOf(change)), features)).toBeLessThan(1e-4);
  });

  it('do not tell which hand it is', () => {
    const mirrored = handOf().map((point) => ({ ...point, x: -point.x }));
    expect(away(gestureFeatures(mirrored), features)).toBeLessThan(1e-4);
  });

  it('tell what the fingers do', () => {
    expect(away(gestureFeatures(handOf({}, 'fist')), features)).toBeGreaterThan(0.5);
  });

  it('have the wrist in the middle and the palm of length 1', () => {
    expect([...features.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect(features[9 * 3]).toBeCloseTo(0, 6);
    expect(features[9 * 3 + 1]).toBeLessThan(-0.9);
  });

  it('are zeros for a hand without extent', () => {
    expect(gestureFeatures(handOf().map(() => ({ x: 4, y: 4, z: 0, visibility: 1 }))).every((value) => value === 0)).toBe(true);
  });
});

describe('tables of gestures', () => {
  const moments = (count: number) => Array.from({ length: count }, (_, at) => new Float32Array(GESTURE_WIDTH).fill(at));

  it('have a row for each moment, and hold back every fourth recording', () => {
    const clips = Array.from({ length: 4 }, () => ({ gesture: 'wave', moments: moments(2) }));
    const lines = gestureTable([...clips, { gesture: 'a, b', moments: moments(1) }], 1).trim().split('\n');
    expect(lines.length).toBe(1 + 8 + 1);
    expect(lines[0]!.split(',').slice(-3)).toEqual(['little finger tip z', 'gesture', 'split']);
    expect(lines.slice(1, 9).map((line) => line.split(',').at(-1))).toEqual([...Array.from({ length: 6 }, () => 'train'), 'validation', 'validation']);
    expect(lines[9]!.endsWith('"a, b",train')).toBe(true);
  });

  it('lay several moments side by side, in windows that overlap by half', () => {
    const rows = rowsOf({ gesture: 'wave', moments: moments(9) }, 4);
    expect(rows.map((row) => [0, 1, 2, 3].map((at) => row[at * GESTURE_WIDTH]))).toEqual([[0, 1, 2, 3], [2, 3, 4, 5], [4, 5, 6, 7]]);
    expect(rowsOf({ gesture: 'wave', moments: moments(3) }, 4)).toEqual([]);
  });
});

it('varied poses keep their gesture: each is nearest to its own', () => {
  const random = new RandomStream(3, 'gestures');
  const centres = GESTURES.map((gesture) => gestureFeatures(handOf({}, gesture)));
  let right = 0;
  for (const [index, gesture] of GESTURES.entries()) {
    for (let draw = 0; draw < 10; draw++) {
      const points = placeHand({ ...HELD, pose: variedPose(gesturePose(gesture), random, 0.12) }).map(({ at: [x, y, z] }): Point => ({ x, y, z, visibility: 1 }));
      const features = gestureFeatures(points);
      const square = (centre: Float32Array) => centre.reduce((sum, value, at) => sum + (value - features[at]!) ** 2, 0);
      const nearest = centres.map(square).reduce((best, value, at, all) => (value < all[best]! ? at : best), 0);
      right += Number(nearest === index);
    }
  }
  expect(right / (10 * GESTURES.length)).toBeGreaterThan(0.95);
});
