import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitAnchors, shapeOverlap } from '../../engine/vision/anchors';

describe('anchors', () => {
  it('are the middles of groups that lie apart', () => {
    const groups = [[10, 10], [30, 60], [80, 40]] as const;
    const objects = groups.flatMap(([width, height]) => [-1, 0, 1].map((step) => ({ width: width + step, height: height - step })));
    const { anchors, meanOverlap } = fitAnchors(objects, 3);
    expect(anchors).toEqual([{ width: 10, height: 10 }, { width: 30, height: 60 }, { width: 80, height: 40 }]);
    expect(meanOverlap).toBeGreaterThan(0.9);
  });

  it('fit all objects where there is one for each', () => {
    expect(fitAnchors([{ width: 5, height: 9 }, { width: 40, height: 2 }], 2).meanOverlap).toBe(1);
  });

  it('fit no worse than one anchor for all, and do not depend on the order of the objects', () => {
    const side = fc.integer({ min: 1, max: 99 });
    fc.assert(
      fc.property(fc.array(fc.record({ width: side, height: side }), { minLength: 6, maxLength: 30 }), (objects) => {
        const [several, one] = [fitAnchors(objects, 3), fitAnchors(objects, 1)];
        expect(several.meanOverlap).toBeGreaterThanOrEqual(one.meanOverlap - 0.05);
        expect(fitAnchors([...objects].reverse(), 3)).toEqual(several);
      }),
      { numRuns: 60, seed: 2 },
    );
  });

  it('leave out boxes without area, and say when there are too few', () => {
    expect(() => fitAnchors([{ width: 0, height: 4 }], 1)).toThrow('1 anchors need at least as many objects, and there are 0');
  });
});

it('the overlap of shapes is that of boxes in one place', () => {
  expect(shapeOverlap({ width: 4, height: 2 }, { width: 2, height: 4 })).toBeCloseTo(4 / 12, 12);
});
