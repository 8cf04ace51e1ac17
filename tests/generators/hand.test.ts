import { describe, expect, it } from 'vitest';
import type { Pixels, Points } from '../../engine/data/dataset';
import { sampleAt } from '../../engine/data/generators/generator';
import { hand } from '../../engine/data/generators/hand';
import { GESTURES, gesturePose } from '../../engine/data/generators/hand/gestures';
import { handJoints } from '../../engine/data/generators/hand/hand-pose';
import { movingHands } from '../../engine/data/generators/hand/moving-hand';
import { placeHand } from '../../engine/data/generators/hand/paint-hand';
import { HAND_SKELETON } from '../../engine/vision/skeletons';

const distance = (a: ArrayLike<number>, b: ArrayLike<number>) => Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!);
const [WRIST, INDEX_TIP, THUMB_TIP, MIDDLE_KNUCKLE, MIDDLE_TIP] = [0, 8, 4, 9, 12];

describe('the joints of a hand', () => {
  it.each(GESTURES)('keep their distances: bones of “%s” are as long as those of an open hand', (gesture) => {
    const [open, bent] = [handJoints(gesturePose('open hand')), handJoints(gesturePose(gesture))];
    const bones = HAND_SKELETON.edges.filter(([from, to]) => to === from + 1 && from > 0);
    for (const [from, to] of bones) expect(distance(bent[from]!, bent[to]!)).toBeCloseTo(distance(open[from]!, open[to]!), 9);
  });

  it('tell gestures apart', () => {
    const away = (gesture: (typeof GESTURES)[number], tip: number) => distance(handJoints(gesturePose(gesture))[tip]!, [0, 0, 0]);
    expect(away('point', INDEX_TIP)).toBeGreaterThan(1.5 * away('point', MIDDLE_TIP));
    expect(away('open hand', MIDDLE_TIP)).toBeCloseTo(1, 1);
    const pinch = handJoints(gesturePose('pinch'));
    expect(distance(pinch[INDEX_TIP]!, pinch[THUMB_TIP]!)).toBeLessThan(0.09);
  });

  it('have their thumb at the left where a left hand shows its palm', () => {
    const held = { pose: gesturePose('open hand'), turn: { yaw: 0, pitch: 0, roll: 0 }, at: [0, 0] as const, length: 100, skin: [1, 1, 1], thickness: 1 };
    const thumb = (side: 'left' | 'right') => placeHand({ ...held, side })[THUMB_TIP]!.at;
    expect(thumb('left')[0]).toBeLessThan(-20);
    expect(thumb('right')[0]).toBeCloseTo(-thumb('left')[0], 9);
    // Turned clockwise by a quarter, the fingers point to the right.
    const turned = placeHand({ ...held, side: 'right', turn: { yaw: 0, pitch: 0, roll: Math.PI / 2 } });
    expect(turned[MIDDLE_TIP]!.at[0]).toBeGreaterThan(60);
  });
});

describe('pictures of hands', () => {
  const cell = (index: number, column: number) => hand.columns[column]!.cell(sampleAt(hand, index, 100, 3));

  it('hold most points inside, and mark as seen those whose pixels show the hand', () => {
    let [inside, seen, all] = [0, 0, 0];
    for (let index = 0; index < 20; index++) {
      const { points, width, height } = cell(index, 1) as Points;
      expect(points.length).toBe(21 * 4);
      for (let at = 0; at < points.length; at += 4) {
        const isInside = points[at]! >= 0 && points[at]! < width && points[at + 1]! >= 0 && points[at + 1]! < height;
        if (!isInside) expect(points[at + 3]).toBe(0);
        all++;
        inside += Number(isInside);
        seen += points[at + 3]!;
      }
      expect(points[WRIST + 2]).toBe(0);
    }
    expect(inside / all).toBeGreaterThan(0.95);
    expect(seen / all).toBeGreaterThan(0.5);
    expect(seen / all).toBeLessThan(0.98);
  });

  it('give the points of a picture whichever is read first', () => {
    const first = cell(5, 1);
    cell(6, 0);
    expect(cell(5, 1)).toEqual(first);
  });
});

describe('moving hands', () => {
  it('are the same every time they are asked for, and another for another seed', () => {
    const request = { seed: 4, width: 64, height: 48 };
    const bytes = (seed: number) => (movingHands({ ...request, seed })(1.3).picture as Pixels).data;
    expect(bytes(4)).toEqual(bytes(4));
    expect(bytes(5)).not.toEqual(bytes(4));
  });

  it('move steadily: no point jumps from one frame to the next', () => {
    const at = movingHands({ seed: 2, width: 64, height: 48, count: 2 });
    let before = at(0).points;
    for (let frame = 1; frame <= 60; frame++) {
      const { points } = at(frame / 30);
      for (const [index, { points: now }] of points.entries()) {
        for (let point = 0; point < now.length; point += 4) {
          const then = before[index]!.points;
          expect(Math.hypot(now[point]! - then[point]!, now[point + 1]! - then[point + 1]!)).toBeLessThan(4);
        }
      }
      before = points;
    }
  });

  it('hold one gesture where one is asked for', () => {
    const at = movingHands({ seed: 2, width: 32, height: 32, gesture: 'victory' });
    expect([0, 2, 5].map((time) => at(time).gestures[0])).toEqual(['victory', 'victory', 'victory']);
    expect(at(0).points[0]!.points[MIDDLE_KNUCKLE * 4]).toBeGreaterThan(0);
  });
});
