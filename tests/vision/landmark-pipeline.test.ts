/** Following with models that are no models: they tell what is painted, so that only the way around them is tested. */
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../engine/core/random';
import type { Points } from '../../engine/data/dataset';
import { findGenerator } from '../../engine/data/generators';
import { sampleAt } from '../../engine/data/generators/generator';
import { heldHands } from '../../engine/data/generators/hand/moving-hand';
import { placeHand } from '../../engine/data/generators/hand/paint-hand';
import { LandmarkTracker, USUAL_TRACKING } from '../../engine/vision/landmark-tracker';
import { LandmarkPipeline, type RunningModel } from '../../engine/vision/landmark-pipeline';
import { USUAL_SELECTION, type ModelTask } from '../../engine/vision/model-task';
import { regionRulesOf } from '../../engine/vision/region-rules';
import { pictureToRegion, regionOf, type Bytes } from '../../engine/vision/rotated-crop';
import { FACE_SKELETON, HAND_SKELETON } from '../../engine/vision/skeletons';
import { brightSpotModel, BRIGHT_SIDE, pictureWithSpot, SPOT_TASK } from './bright-spot';

const SHARP = { smoothing: { minimumCutoff: 1e6, beta: 0, speedCutoff: 1 } };

/** Coordinates to a pixel or so: the spot is found by whole pixels of the input. */
const near = (x: number, y: number): unknown[] => [expect.closeTo(x, -0.5), expect.closeTo(y, -0.5)];

/** Where the followed spot is, and whether all of the picture was looked at. */
async function seen(pipeline: LandmarkPipeline, picture: Bytes, time: number) {
  const { answer, isSearched } = await pipeline.frame(picture, time);
  const [set] = answer.sets;
  return { isSearched, at: set && [set.points[0]!.x, set.points[0]!.y], isInferred: set?.points.every((point) => point.isInferred) ?? false };
}

describe('landmarks without a detector', () => {
  it('begin with the whole picture and then look only around their last points', async () => {
    const looks: number[] = [];
    const pipeline = new LandmarkPipeline(undefined, brightSpotModel((share) => looks.push(share)), SHARP);
    expect(await seen(pipeline, pictureWithSpot(40, 30), 0)).toMatchObject({ isSearched: true, at: near(40, 30) });
    for (const step of [1, 2, 3, 4]) expect(await seen(pipeline, pictureWithSpot(40 + step, 30), step / 30)).toMatchObject({ isSearched: false, at: near(40 + step, 30) });
    // In a cut-out the spot fills more of the input than in the whole picture.
    expect(Math.min(...looks.slice(1))).toBeGreaterThan(3 * looks[0]!);
  });

  it('carry on for a moment what is gone, marked, then look at everything until it is back', async () => {
    const pipeline = new LandmarkPipeline(undefined, brightSpotModel(), SHARP);
    await seen(pipeline, pictureWithSpot(40, 30), 0);
    expect(await seen(pipeline, pictureWithSpot(), 0.1)).toEqual({ isSearched: false, at: near(40, 30), isInferred: true });
    expect(await seen(pipeline, pictureWithSpot(), 0.5)).toMatchObject({ at: undefined });
    expect(await seen(pipeline, pictureWithSpot(), 0.6)).toMatchObject({ isSearched: true, at: undefined });
    expect(await seen(pipeline, pictureWithSpot(100, 50), 0.7)).toMatchObject({ isSearched: true, at: near(100, 50), isInferred: false });
  });

  it('let go of what can hardly be seen as soon as the bar is raised', async () => {
    const pipeline = new LandmarkPipeline(undefined, brightSpotModel(undefined, 0.6), { ...SHARP, lostBelow: 0.5 });
    expect((await seen(pipeline, pictureWithSpot(40, 30), 0)).at).toEqual(near(40, 30));
    pipeline.tune({ lostBelow: 0.7 });
    expect((await seen(pipeline, pictureWithSpot(40, 30), 1)).at).toBeUndefined();
    pipeline.tune({ lostBelow: 0.5 });
    expect((await seen(pipeline, pictureWithSpot(40, 30), 2)).at).toEqual(near(40, 30));
  });

  it('smooth as they are told to from the next frame on', async () => {
    const pipeline = new LandmarkPipeline(undefined, brightSpotModel(), { smoothing: { minimumCutoff: 0.01, beta: 0, speedCutoff: 1 } });
    await seen(pipeline, pictureWithSpot(40, 30), 0);
    expect((await seen(pipeline, pictureWithSpot(46, 30), 1 / 30)).at).toEqual(near(40, 30));
    pipeline.tune(SHARP);
    expect((await seen(pipeline, pictureWithSpot(46, 30), 2 / 30)).at).toEqual(near(46, 30));
  });
});

describe('landmarks with a detector', () => {
  /** Finds one upright box around the spot, without points. */
  function detector(asked: { count: number }): RunningModel {
    const task: ModelTask = { ...SPOT_TASK, title: 'boxes', selection: USUAL_SELECTION, answer: { kind: 'rows', output: 'out', candidates: 'rows', box: { at: 0, format: 'centre-size', unit: 'pixels' }, scores: { kind: 'each', at: 4, count: 1, activation: 'none' }, isSuppressed: false } };
    return {
      task,
      run: async ({ data }) => {
        asked.count++;
        const at = (data as Float32Array).indexOf(Math.max(...(data as Float32Array)));
        const row = Float32Array.of((at % BRIGHT_SIDE) + 0.5, Math.floor(at / BRIGHT_SIDE) + 0.5, 8, 8, 0.9);
        return new Map([['out', { name: 'out', dtype: 'float32', shape: [1, 1, 5], data: row }]]);
      },
    };
  }

  it('ask it once, and again only when what they follow is gone', async () => {
    const asked = { count: 0 };
    const pipeline = new LandmarkPipeline(detector(asked), brightSpotModel(), { ...SHARP, most: 1 });
    for (let step = 0; step < 5; step++) expect((await seen(pipeline, pictureWithSpot(40 + 2 * step, 30), step / 30)).at).toEqual(near(40 + 2 * step, 30));
    expect(asked.count).toBe(1);
    pipeline.reset();
    await seen(pipeline, pictureWithSpot(90, 30), 6 / 30);
    expect(asked.count).toBe(2);
  });

  it('refuse one that finds no boxes', () => {
    expect(() => new LandmarkPipeline(brightSpotModel(), brightSpotModel())).toThrow(/finds no boxes, so it cannot tell where to look/);
  });
});

describe('the square around points', () => {
  it('is upright where nobody knows the points, whatever they are called', () => {
    expect(regionRulesOf({ ...HAND_SKELETON, points: ['one', 'two'] }).fromLandmarks.to).toEqual([]);
    expect(regionRulesOf(HAND_SKELETON).fromLandmarks.to).not.toEqual([]);
  });

  it.each([15, 30])('holds all of a hand that moves before the camera, at %i frames per second', (rate) => {
    let [outside, all] = [0, 0];
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const held = heldHands({ seed, width: 320, height: 240 });
      const random = new RandomStream(seed, 'follow');
      const tracker = new LandmarkTracker({ ...USUAL_TRACKING, region: regionRulesOf(HAND_SKELETON).fromLandmarks });
      for (let frame = 0; frame < 8 * rate; frame++) {
        const { hand } = held(frame / rate)[0]!;
        // A landmark network is off by about two hundredths of the hand.
        const points = placeHand(hand).map(({ at: [x, y, z] }) => ({ x: x + 0.02 * hand.length * random.normal(), y: y + 0.02 * hand.length * random.normal(), z, visibility: 1 }));
        const [look] = tracker.looks(frame / rate, frame === 0 ? [{ centreX: 160, centreY: 120, width: 320, height: 240, angle: 0 }] : undefined);
        const places = points.map(({ x, y }) => pictureToRegion(look!.region, { width: 1, height: 1 }, x, y));
        outside += places.filter(({ x, y }) => Math.min(x, y) < 0 || Math.max(x, y) > 1).length;
        all += places.length;
        tracker.update(frame / rate, [{ ...look!, found: { score: 1, points } }]);
      }
    }
    expect(outside / all).toBeLessThan(0.002);
  });

  it.each([['hand', HAND_SKELETON], ['face', FACE_SKELETON]] as const)('shows a %s as large as the pictures that networks learn from', (name, skeleton) => {
    const generator = findGenerator(name);
    const column = generator.columns.find((one) => one.column.kind === 'points')!;
    const sides = Array.from({ length: 9 }, (_, index) => {
      const { points: numbers } = column.cell(sampleAt(generator, index, 4000, 3)) as Points;
      const points = skeleton.points.map((_, point) => ({ x: numbers[4 * point]!, y: numbers[4 * point + 1]! }));
      return regionOf({ x: 0, y: 0, width: 0, height: 0, points }, regionRulesOf(skeleton).fromLandmarks).width / 96;
    }).sort((a, b) => a - b);
    expect(sides[4]).toBeGreaterThan(0.9);
    expect(sides[4]).toBeLessThan(1.12);
  });
});
