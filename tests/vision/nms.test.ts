import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { iou } from '../../engine/vision/iou';
import { suppress, type Candidate } from '../../engine/vision/nms';

const candidate = (x: number, score: number, label = 0): Candidate => ({ x, y: 0, width: 10, height: 10, label, score });

const some = fc.array(
  fc.record({
    x: fc.integer({ min: 0, max: 40 }), y: fc.integer({ min: 0, max: 40 }), width: fc.integer({ min: 1, max: 30 }), height: fc.integer({ min: 1, max: 30 }),
    label: fc.integer({ min: 0, max: 2 }), score: fc.integer({ min: 1, max: 20 }).map((score) => score / 20),
  }),
  { maxLength: 30 },
);

/** Written from the definition: a box stays unless a better one that stays overlaps it too much. */
function stays(boxes: readonly Candidate[], limit: number): number[] {
  const better = (a: number, b: number) => boxes[a]!.score > boxes[b]!.score || (boxes[a]!.score === boxes[b]!.score && a < b);
  const indices = boxes.map((_, index) => index);
  const known = new Map<number, boolean>();
  const staying = (index: number): boolean => {
    const told = known.get(index);
    if (told !== undefined) return told;
    const answer = !indices.some((other) => better(other, index) && boxes[other]!.label === boxes[index]!.label && iou(boxes[other]!, boxes[index]!) > limit && staying(other));
    known.set(index, answer);
    return answer;
  };
  return indices.filter(staying);
}

describe('suppression', () => {
  test('by hand: the second overlaps the best by 8/12, the third only the suppressed one', () => {
    const { kept, suppressed, scores } = suppress([candidate(2, 0.8), candidate(0, 0.9), candidate(6, 0.7)], { iou: 0.4 });
    expect(kept).toEqual([1, 2]);
    expect(scores).toEqual([0.9, 0.7]);
    expect(suppressed).toEqual([{ index: 0, by: 1, iou: 80 / 120 }]);
  });

  test('an overlap of just the limit stays, as in torchvision', () => {
    expect(suppress([candidate(0, 0.9), candidate(5, 0.8)], { iou: 50 / 150 }).kept).toEqual([0, 1]);
    expect(suppress([candidate(0, 0.9), candidate(5, 0.8)], { iou: 0.33 }).kept).toEqual([0]);
  });

  test('different classes leave each other alone unless all count', () => {
    const two = [candidate(0, 0.9, 0), candidate(1, 0.8, 1)];
    expect(suppress(two, { iou: 0.5 }).kept).toEqual([0, 1]);
    expect(suppress(two, { iou: 0.5, among: 'all' }).kept).toEqual([0]);
  });

  test('keeps no more than asked, the best first', () => {
    expect(suppress([candidate(0, 0.2), candidate(50, 0.9), candidate(100, 0.5)], { iou: 0.5, most: 2 }).kept).toEqual([1, 2]);
  });

  test('for any boxes: those stay that the definition keeps, and everyone else names the best of its suppressors', () => {
    fc.assert(
      fc.property(some, fc.constantFrom(0.1, 0.3, 0.5, 0.7), (boxes, limit) => {
        const { kept, suppressed } = suppress(boxes, { iou: limit });
        expect([...kept].sort((a, b) => a - b)).toEqual(stays(boxes, limit));
        expect(kept.length + suppressed.length).toBe(boxes.length);
        for (const one of suppressed) {
          expect(one.iou).toBeCloseTo(iou(boxes[one.index]!, boxes[one.by]!), 12);
          expect(kept.find((index) => boxes[index]!.label === boxes[one.index]!.label && iou(boxes[index]!, boxes[one.index]!) > limit)).toBe(one.by);
        }
      }),
    );
  });
});

describe('soft suppression', () => {
  const three = [candidate(0, 0.9), candidate(2, 0.8), candidate(50, 0.3)];

  test('linear: an overlap of 2/3 leaves a third of the score', () => {
    const { kept, scores } = suppress(three, { iou: 0.3, soft: { decay: 'linear', scoreAtLeast: 0.01 } });
    expect(kept).toEqual([0, 2, 1]);
    expect(scores[2]).toBeCloseTo(0.8 / 3, 12);
  });

  test('Gaussian: exp(−IoU²/σ), and what falls under the least score names who did it', () => {
    const gentle = suppress(three, { iou: 0.3, soft: { decay: 'gaussian', sigma: 0.5, scoreAtLeast: 0.01 } });
    expect(gentle.scores[gentle.kept.indexOf(1)]).toBeCloseTo(0.8 * Math.exp(-((2 / 3) ** 2) / 0.5), 12);
    const strict = suppress(three, { iou: 0.3, soft: { decay: 'gaussian', sigma: 0.1, scoreAtLeast: 0.05 } });
    expect(strict.kept).toEqual([0, 2]);
    expect(strict.suppressed).toEqual([{ index: 1, by: 0, iou: 80 / 120 }]);
  });
});
