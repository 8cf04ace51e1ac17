import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../engine/core/random';
import { movingHands } from '../../engine/data/generators/hand/moving-hand';
import type { Point } from '../../engine/vision/answer';
import { LandmarkTracker, USUAL_TRACKING, type FoundPoints, type TrackerSettings } from '../../engine/vision/landmark-tracker';
import type { Region, RegionRule } from '../../engine/vision/rotated-crop';
import { similarityOf } from '../../engine/vision/similarity';

const RULE: RegionRule = { from: 0, to: [9], target: 90, around: 'points', scale: 1.4, shift: 0 };
const SETTINGS: TrackerSettings = { ...USUAL_TRACKING, region: RULE };
const FRAME = 1 / 30;

const pointsOf = (numbers: Float32Array): Point[] => Array.from({ length: numbers.length / 4 }, (_, at) => ({ x: numbers[4 * at]!, y: numbers[4 * at + 1]!, z: numbers[4 * at + 2]!, visibility: numbers[4 * at + 3]! }));
const middle = (points: readonly Point[]) => ({ x: points.reduce((sum, { x }) => sum + x, 0) / points.length, y: points.reduce((sum, { y }) => sum + y, 0) / points.length });
const meanDistance = (a: readonly Point[], b: readonly Point[]) => a.reduce((sum, { x, y }, at) => sum + Math.hypot(x - b[at]!.x, y - b[at]!.y), 0) / a.length;

function regionAround(points: readonly Point[]): Region {
  const { x, y } = middle(points);
  return { centreX: x, centreY: y, width: 36, height: 36, angle: 0 };
}

/** Finds the hand whose middle lies in the region, with the noise of a network. */
function finder(noise: number) {
  const random = new RandomStream(7, 'finder');
  return (region: Region, hands: readonly (readonly Point[])[]): FoundPoints => {
    const inside = hands.find((points) => Math.hypot(middle(points).x - region.centreX, middle(points).y - region.centreY) < region.width / 3);
    if (!inside) return { score: 0.1, points: hands[0] ?? [] };
    return { score: 0.9, points: inside.map((point) => ({ ...point, x: point.x + noise * random.normal(), y: point.y + noise * random.normal() })) };
  };
}

/** Follows the hands of a clip, and gives what was followed in every frame, with how often the detector was asked. */
function follow(settings: TrackerSettings, frames: number, handsAt: (frame: number) => readonly (readonly Point[])[], noise: number) {
  const tracker = new LandmarkTracker(settings);
  const find = finder(noise);
  let detections = 0;
  const sets = Array.from({ length: frames }, (_, frame) => {
    const [time, hands] = [frame * FRAME, handsAt(frame)];
    const asks = tracker.needsDetection(time);
    if (asks) detections++;
    const looks = tracker.looks(time, asks ? hands.map(regionAround) : undefined);
    return tracker.update(time, looks.map((look) => ({ ...look, found: find(look.region, hands) })));
  });
  return { sets, detections };
}

function clip(seed: number, count: 1 | 2): (frame: number) => Point[][] {
  const at = movingHands({ seed, width: 48, height: 36, count });
  return (frame) => at(frame * FRAME).points.map(({ points }) => pointsOf(points));
}

describe('a tracker', () => {
  it('asks the detector once for a hand that is never lost, and keeps its number', () => {
    const { sets, detections } = follow(SETTINGS, 40, clip(3, 1), 0);
    expect(detections).toBe(1);
    for (const [only, ...others] of sets) {
      expect(others).toEqual([]);
      expect(only!.track).toBe(0);
    }
  });

  it('keeps the numbers of two hands apart for the whole clip', () => {
    const hands = clip(11, 2);
    const { sets } = follow({ ...SETTINGS, most: 2 }, 30, hands, 0.2);
    for (const [frame, found] of sets.entries()) {
      expect(found.map(({ track }) => track)).toEqual([0, 1]);
      for (const { track, points } of found) expect(meanDistance(points, hands(frame)[track]!)).toBeLessThan(4);
    }
  });

  it('trembles less than what it is given, and lags little', () => {
    const [hands, noise] = [clip(5, 1), 0.5];
    const truth = Array.from({ length: 45 }, (_, frame) => hands(frame)[0]!);
    const { sets } = follow(SETTINGS, truth.length, (frame) => [truth[frame]!], noise);
    const errors = sets.slice(5).map(([set], at) => meanDistance(set!.points, truth[at + 5]!));
    const given = noise * Math.sqrt(Math.PI / 2);
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.85 * given);
    const steps = (points: (frame: number) => readonly Point[]) => truth.slice(5, -1).reduce((sum, now, at) => {
      const [before, after] = [points(at + 5), points(at + 6)];
      return sum + after.reduce((all, { x }, point) => all + Math.abs(x - before[point]!.x - (truth[at + 6]![point]!.x - now[point]!.x)), 0);
    }, 0);
    const find = finder(noise);
    const raw = truth.map((points) => find(regionAround(points), [points]).points);
    expect(steps((frame) => sets[frame]![0]!.points)).toBeLessThan(0.6 * steps((frame) => raw[frame]!));
  });

  it('carries one along that is lost for a moment, marked as inferred, and then lets it go and searches', () => {
    const points: Point[] = clip(3, 1)(0)[0]!;
    const { sets, detections } = follow(SETTINGS, 40, (frame) => (frame >= 10 && frame < 30 ? [] : [points]), 0);
    expect(sets[9]![0]!.points.every(({ isInferred, visibility }) => Boolean(isInferred) === visibility < 0.5)).toBe(true);
    expect(sets[12]![0]!).toMatchObject({ track: 0, score: 0 });
    expect(sets[12]![0]!.points.every(({ isInferred }) => isInferred)).toBe(true);
    expect(sets[25]).toEqual([]);
    expect(sets[30]![0]!.track).toBe(1);
    expect(detections).toBeGreaterThan(5);
  });

  it('looks for a second hand now and then while one is followed', () => {
    const [one, other] = clip(11, 2)(0) as [Point[], Point[]];
    const { sets, detections } = follow({ ...SETTINGS, most: 2 }, 70, (frame) => (frame < 20 ? [one] : [one, other]), 0);
    expect(sets[19]!.length).toBe(1);
    expect(sets[40]!.map(({ track }) => track)).toEqual([0, 1]);
    expect(detections).toBeLessThan(5);
  });

  it('moves hidden points with the others, where the network does not know them', () => {
    const before: Point[] = [[0, 0], [10, 0], [10, 20], [0, 20]].map(([x, y]) => ({ x: x!, y: y!, z: 0, visibility: 1 }));
    const tracker = new LandmarkTracker({ ...SETTINGS, region: { ...RULE, to: [1] }, hiddenBelow: 0.5, smoothing: { minimumCutoff: 1e9, beta: 0, speedCutoff: 1 } });
    tracker.update(0, [{ ...tracker.looks(0, [regionAround(before)])[0]!, found: { score: 1, points: before } }]);
    // All moves by (30, 5); the last point is answered far off, and hidden.
    const after = before.map((point, index) => (index === 3 ? { ...point, x: 500, visibility: 0.1 } : { ...point, x: point.x + 30, y: point.y + 5 }));
    const [set] = tracker.update(FRAME, [{ ...tracker.looks(FRAME)[0]!, found: { score: 1, points: after } }]);
    expect(set!.points[3]).toMatchObject({ isInferred: true });
    expect(set!.points[3]!.x).toBeCloseTo(30, 4);
    expect(set!.points[3]!.y).toBeCloseTo(25, 4);
    expect(set!.points[2]!.isInferred).toBeUndefined();
  });
});

describe('what the whole picture shows elsewhere', () => {
  const square = (left: number, top: number): Point[] => [0, 1, 2, 3].map((corner) => ({ x: left + 40 * (corner % 2), y: top + 40 * Math.floor(corner / 2), z: 0, visibility: 1 }));
  const [here, there] = [square(10, 10), square(200, 120)];
  const whole = { centreX: 160, centreY: 120, width: 320, height: 240, angle: 0 };
  const followed = () => {
    const tracker = new LandmarkTracker({ ...SETTINGS, region: { ...RULE, to: [1] } });
    tracker.update(0, [{ ...tracker.looks(0, [whole])[0]!, found: { score: 0.8, points: here } }]);
    return tracker;
  };
  const isAt = (tracker: LandmarkTracker, time: number) => tracker.looks(time)[0]!.region.centreX;

  it('takes the place of what is followed once it has lain there twice', () => {
    const tracker = followed();
    expect([tracker.needsChallenge(0.5), tracker.needsChallenge(1)]).toEqual([false, true]);
    tracker.challenge(1, whole, { score: 0.75, points: there });
    expect(isAt(tracker, 1)).toBeLessThan(100);
    // It is asked again at once.
    expect(tracker.needsChallenge(1 + FRAME)).toBe(true);
    tracker.challenge(1 + FRAME, whole, { score: 0.75, points: square(203, 121) });
    expect(isAt(tracker, 1 + FRAME)).toBeGreaterThan(100);
    expect(tracker.needsChallenge(1 + 2 * FRAME)).toBe(false);
  });

  it('does not where it is the same, elsewhere each time, or far less sure', () => {
    for (const [first, second, score] of [[here, here, 0.8], [there, square(100, 10), 0.8], [there, there, 0.6]] as const) {
      const tracker = followed();
      tracker.challenge(1, whole, { score, points: first });
      tracker.challenge(1 + FRAME, whole, { score, points: second });
      expect(isAt(tracker, 1 + FRAME)).toBeLessThan(100);
    }
  });

  it('is asked for as soon as points leap', () => {
    const tracker = followed();
    tracker.update(FRAME, [{ ...tracker.looks(FRAME)[0]!, found: { score: 0.8, points: square(30, 10) } }]);
    expect(tracker.needsChallenge(2 * FRAME)).toBe(true);
  });
});

describe('a similarity', () => {
  it('finds turn, scale and shift again', () => {
    const [turn, scale] = [0.7, 1.8];
    const moved = (x: number, y: number) => ({ x: scale * (Math.cos(turn) * x - Math.sin(turn) * y) + 4, y: scale * (Math.sin(turn) * x + Math.cos(turn) * y) - 9 });
    const found = similarityOf([[0, 0], [3, 1], [-2, 5]].map(([x, y]) => [{ x: x!, y: y! }, moved(x!, y!)] as const));
    expect(found(7, -3).x).toBeCloseTo(moved(7, -3).x, 9);
    expect(found(7, -3).y).toBeCloseTo(moved(7, -3).y, 9);
  });

  it('is a shift where there is one place only', () => {
    const same = { x: 1, y: 1 };
    expect(similarityOf([[same, { x: 3, y: 4 }], [same, { x: 3, y: 4 }]])(5, 5)).toEqual({ x: 7, y: 8 });
  });
});
