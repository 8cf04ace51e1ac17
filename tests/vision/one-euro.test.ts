import { describe, expect, it } from 'vitest';
import { OneEuroFilter } from '../../engine/vision/one-euro';

/**
 * Time, noisy value and filtered value: the first rows of groundTruth.csv, which the authors of the filter publish beside
 * their implementations (github.com/casiez/OneEuroFilter; minimum cutoff 1 Hz, beta 0.1, speed cutoff 1 Hz).
 */
const PUBLISHED = [
  [0, -0.0385099, -0.0385099],
  [0.00833333, -0.0280664, -0.0379872],
  [0.0166667, 0.048622, -0.0334427],
  [0.025, 0.111498, -0.0252696],
  [0.0333333, 0.053026, -0.0207099],
  [0.0416667, 0.120548, -0.0119912],
  [0.05, 0.00972308, -0.0106507],
  [0.0583333, 0.074193, -0.00526521],
  [0.0666667, -0.0236801, -0.00641239],
  [0.075, 0.0462396, -0.00308863],
  [0.0833333, 0.0892027, 0.00291027],
  [0.0916667, 0.158329, 0.0135545],
] as const;

describe('the One-Euro filter', () => {
  it('gives the published values', () => {
    const filter = new OneEuroFilter({ minimumCutoff: 1, beta: 0.1, speedCutoff: 1 });
    for (const [time, noisy, filtered] of PUBLISHED) expect(filter.next(noisy, time)).toBeCloseTo(filtered, 5);
  });

  it('follows at once where it begins, and again after a reset', () => {
    const filter = new OneEuroFilter();
    expect(filter.next(5, 1)).toBe(5);
    filter.next(6, 1.1);
    filter.reset();
    expect(filter.next(100, 2)).toBe(100);
  });

  it('keeps its value where no time has passed', () => {
    const filter = new OneEuroFilter();
    filter.next(1, 1);
    expect(filter.next(50, 1)).toBe(1);
    expect(filter.next(50, 0.5)).toBe(1);
  });

  it('lags less when it may rise with speed', () => {
    const lagWith = (beta: number) => {
      const filter = new OneEuroFilter({ minimumCutoff: 1, beta, speedCutoff: 1 });
      let last = 0;
      for (let frame = 0; frame <= 60; frame++) last = filter.next(frame * 10, frame / 30);
      return 600 - last;
    };
    expect(lagWith(0.1)).toBeLessThan(lagWith(0) / 10);
  });
});
