import { describe, expect, it } from 'vitest';
import { float32Tensor, type Tensor } from '../../engine/core/dtype';
import { addPixels, answeredClasses, finishPixels, startPixels } from '../../engine/run/metrics/segmentation';

function labels(shape: readonly number[], values: readonly number[]): Tensor {
  return { dtype: 'int32', shape, data: Int32Array.from(values) };
}

/** Probabilities that put 0.8 on the answered class of each pixel: [1, classes, 1, pixels]. */
function answer(classes: number, answered: readonly number[]): Tensor {
  const values = Array.from({ length: classes }, (_, index) => answered.map((one) => (one === index ? 0.8 : 0.2 / (classes - 1))));
  return float32Tensor([1, classes, 1, answered.length], values.flat());
}

/** Straight from the definition, over sets of pixel indices. */
function iou(truth: readonly number[], answered: readonly number[], label: number): number {
  const both = truth.map((_, index) => index).filter((index) => truth[index]! >= 0);
  const [a, b] = [truth, answered].map((values) => new Set(both.filter((index) => values[index] === label)));
  const common = [...a!].filter((index) => b!.has(index)).length;
  return common / (a!.size + b!.size - common);
}

describe('scores of masks', () => {
  const truth = [0, 0, 0, 1, 1, 2, -1, 0];
  const answered = [0, 0, 1, 1, 2, 2, 1, 0];

  it('equal their definitions, and leave out what does not count', () => {
    const sums = startPixels(4);
    addPixels(sums, answer(4, answered), labels([1, 1, 8], truth));
    const scores = finishPixels(sums, ['ground', 'circle', 'bar', 'star']);
    for (const label of [0, 1, 2]) expect(scores.classes[label]!.iou).toBeCloseTo(iou(truth, answered, label), 12);
    // The star is neither there nor answered, so it is no part of the mean.
    expect(scores.meanIou).toBeCloseTo((3 / 4 + 1 / 3 + 1 / 2) / 3, 12);
    expect(scores.classes[3]).toEqual({ label: 'star', iou: 0, dice: 0, recall: 0, support: 0, answered: 0 });
    expect(scores.classes[1]).toMatchObject({ dice: 2 / 4, recall: 1 / 2, support: 2, answered: 2 });
    expect(scores.pixelAccuracy).toBe(5 / 7);
    expect(scores.confusion).toEqual([[3, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 0], [0, 0, 0, 0]]);
  });

  it('are the same in one batch and in several', () => {
    const [whole, parts] = [startPixels(3), startPixels(3)];
    addPixels(whole, answer(3, answered), labels([1, 1, 8], truth));
    addPixels(parts, answer(3, answered.slice(0, 3)), labels([1, 1, 3], truth.slice(0, 3)));
    addPixels(parts, answer(3, answered.slice(3)), labels([1, 1, 5], truth.slice(3)));
    expect(parts).toEqual(whole);
  });

  it('take one score per pixel as the chance of the second class', () => {
    const sums = startPixels(2);
    addPixels(sums, float32Tensor([2, 1, 1, 2], [0.9, 0.1, 0.5, 0.4]), labels([2, 1, 2], [1, 0, 1, 1]));
    expect(finishPixels(sums, ['no', 'yes']).confusion).toEqual([[1, 0], [1, 2]]);
  });

  it('are 0 where nothing counts, not undefined', () => {
    const sums = startPixels(2);
    addPixels(sums, answer(2, [0]), labels([1, 1, 1], [-1]));
    expect(finishPixels(sums, ['no', 'yes'])).toMatchObject({ meanIou: 0, meanDice: 0, pixelAccuracy: 0 });
  });

  it('give ties to the first class', () => {
    expect([...answeredClasses(Float32Array.of(0.5, 0.2, 0.5, 0.2, 0, 0.6), 3)]).toEqual([0, 2]);
  });
});
