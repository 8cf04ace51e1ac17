import { describe, expect, it } from 'vitest';
import { float32Tensor } from '../../engine/core/dtype';
import { addBatch, finishSums, startSums } from '../../engine/run/metrics';
import type { LandmarkScores } from '../../engine/run/metrics/landmarks';
import { mainShare } from '../../engine/run/metrics/main-share';

const skeleton = { name: 'three', points: ['a', 'b', 'c'], edges: [], mirrored: [] };
const column = { name: 'points', kind: 'points', isTarget: true, skeleton } as const;
const points = (...rows: readonly (readonly number[])[]) => float32Tensor([rows.length / 3, 3, 4], rows.flat());

function scoresOf(batches: readonly (readonly [answer: ReturnType<typeof points>, truth: ReturnType<typeof points>])[]): LandmarkScores {
  const sums = startSums({ column });
  for (const [answer, truth] of batches) addBatch(sums, answer, truth);
  return finishSums(sums, skeleton.points) as LandmarkScores;
}

/** An object 100 pixels wide and 50 high, so a tenth of its size is 10 pixels. */
const TRUTH = points([0, 0, 0, 1], [100, 0, 0, 1], [50, 50, 0, 0]);

describe('scores of points', () => {
  it('count a point as right up to a tenth of the larger side of the object', () => {
    const { pck, nme, hiddenPck, visibility, points: each } = scoresOf([[points([10, 0, 9, 0.9], [100, 10.1, 0, 0.4], [50, 50, 0, 0.2]), TRUTH]]);
    expect(pck).toBe(0.5);
    expect(nme).toBeCloseTo((0.1 + 0.101) / 2, 6);
    expect(hiddenPck).toBe(1);
    expect(visibility).toBeCloseTo(2 / 3, 9);
    expect(each.map(({ label, support, pck: own }) => [label, support, own])).toEqual([['a', 1, 1], ['b', 1, 0], ['c', 0, 0]]);
  });

  it('add up over batches as over one', () => {
    const answer = points([4, 3, 0, 1], [70, 0, 0, 1], [20, 50, 0, 1]);
    const whole = scoresOf([[points(...rowsOf(answer), ...rowsOf(TRUTH)), points(...rowsOf(TRUTH), ...rowsOf(TRUTH))]]);
    expect(scoresOf([[answer, TRUTH], [TRUTH, TRUTH]])).toEqual(whole);
  });

  it('leave out an object without extent, which nothing can be measured by', () => {
    const spot = points([5, 5, 0, 1], [5, 5, 0, 1], [5, 5, 0, 1]);
    expect(scoresOf([[spot, spot], [TRUTH, TRUTH]]).points[0]!.support).toBe(1);
  });

  it('come down to PCK, which a hundred percent is the most of', () => {
    expect(mainShare(scoresOf([[TRUTH, TRUTH]]))).toEqual({ title: 'PCK@0.1', value: 1 });
  });

  it('say nothing about hidden points where there are none', () => {
    const seen = points([0, 0, 0, 1], [100, 0, 0, 1], [50, 50, 0, 1]);
    expect(scoresOf([[seen, seen]])).not.toHaveProperty('hiddenPck');
  });
});

function rowsOf({ data }: ReturnType<typeof points>): number[][] {
  return Array.from({ length: data.length / 4 }, (_, at) => [...data.subarray(at * 4, at * 4 + 4)]);
}
