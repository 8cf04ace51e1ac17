import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../engine/core/random';
import { addPicture, areaUnder, averagePrecision, precisionRecall, startRecord, type TrueObject } from '../../engine/vision/average-precision';
import { addErrors, judgeObjects, startErrors } from '../../engine/vision/detection-errors';
import { precisionCurves } from '../../engine/vision/precision-curves';
import reference from '../reference/average-precision.json';

const object = (x: number, label = 0, size = 40): TrueObject => ({ x, y: 0, width: size, height: size, label });
const found = (x: number, score: number, label = 0, size = 40) => ({ ...object(x, label, size), score });

function recordOf({ classCount, pictures }: (typeof reference.cases)[number]) {
  const record = startRecord(classCount);
  for (const { truths, found: detections } of pictures) {
    const rectangle = ([x, y, width, height]: readonly number[]) => ({ x: x!, y: y!, width: width!, height: height! });
    addPicture(record, detections.map(({ box, label, score }) => ({ ...rectangle(box), label, score })), truths.map(({ box, label, crowd }) => ({ ...rectangle(box), label, isCrowd: crowd === 1 })));
  }
  return record;
}

describe.each(reference.cases.map((one, index) => [index + 1, one] as const))('case %i of COCO’s own program', (_, expected) => {
  const given = averagePrecision(recordOf(expected));

  it.each(['ap', 'ap50', 'ap75', 'small', 'medium', 'large'] as const)('agrees on %s', (name) => expect(given[name]).toBeCloseTo(expected[name], 7));

  it('agrees on every class, and knows none for a class that never appears', () => {
    expect(given.classes.map(({ ap }) => ap === undefined)).toEqual(expected.classes.map((ap) => ap === null));
    given.classes.forEach(({ ap }, label) => ap !== undefined && expect(ap).toBeCloseTo(expected.classes[label]!, 7));
  });

  it('is the area under the curves that are drawn, of each class and of all', () => {
    const { all, classes } = precisionCurves(recordOf(expected));
    const area = (curve: readonly number[]) => curve.reduce((sum, precision) => sum + precision, 0) / 101;
    expect(area(all!.ap)).toBeCloseTo(expected.ap, 7);
    expect(area(all!.ap50)).toBeCloseTo(expected.ap50, 7);
    expect(classes.map((curve) => curve === null)).toEqual(expected.classes.map((ap) => ap === null));
    classes.forEach((curve, label) => curve && expect(area(curve.ap)).toBeCloseTo(expected.classes[label]!, 7));
  });
});

it('a perfect answer has 1, none has 0', () => {
  const [perfect, silent] = [startRecord(1), startRecord(1)];
  addPicture(perfect, [found(0, 0.9), found(100, 0.3)], [object(0), object(100)]);
  addPicture(silent, [], [object(0)]);
  expect(averagePrecision(perfect)).toMatchObject({ ap: 1, ap50: 1, medium: 1, small: undefined });
  expect(averagePrecision(silent)).toMatchObject({ ap: 0, ap50: 0 });
});

it('a double is wrong, and costs what the curve by hand says', () => {
  const record = startRecord(1);
  addPicture(record, [found(0, 0.9), found(1, 0.8), found(100, 0.7)], [object(0), object(100)]);
  const curve = precisionRecall(record[0]!)!;
  expect([...curve.precision]).toEqual([1, 1 / 2, 2 / 3]);
  expect([...curve.recall]).toEqual([0.5, 0.5, 1]);
  // 51 recalls from 0 to 0.5 at precision 1, 50 above at 2/3
  expect(areaUnder(curve)).toBeCloseTo((51 + 50 * (2 / 3)) / 101, 12);
});

it('does not depend on the order of detections with different scores', () => {
  const random = new RandomStream(1, 'order');
  const truths = Array.from({ length: 6 }, (_, index) => object(index * 30));
  const detections = Array.from({ length: 20 }, (_, index) => found(random.between(0, 200), index / 20));
  const scoreOf = (order: readonly number[]) => {
    const record = startRecord(1);
    addPicture(record, order.map((index) => detections[index]!), truths);
    return averagePrecision(record).ap;
  };
  const straight = scoreOf([...detections.keys()]);
  for (let round = 0; round < 5; round++) expect(scoreOf([...random.permutation(20)])).toBe(straight);
});

describe('kinds of errors', () => {
  it('are told apart', () => {
    const sums = startErrors(2);
    const truths = [object(0, 0), object(100, 0), object(200, 1), object(300, 1), object(400, 0)];
    addErrors(sums, [found(0, 0.9), found(2, 0.8), found(115, 0.7, 0, 60), found(200, 0.6, 0), found(600, 0.5, 1), found(400, 0.1)], truths);
    expect(sums.errors).toEqual({ right: 1, double: 1, misplaced: 1, wrongClass: 1, invented: 1, missed: 4 });
    // is 0: once found, two missed · is 1: once taken for 0, once missed · nothing: a double and a misplaced 0, an invented 1
    expect(sums.confusion).toEqual([[1, 0, 2], [1, 0, 1], [2, 1, 0]]);
  });

  it('are told of each box and each missed object, with its place', () => {
    const outcomes = judgeObjects([found(0, 0.9), found(100, 0.6, 1)], [object(0, 0), object(100, 0), object(200, 1)], 2);
    expect(outcomes).toEqual([
      { kind: 'right', x: 0, y: 0, width: 40, height: 40, truth: 0, answer: 0 },
      { kind: 'wrongClass', x: 100, y: 0, width: 40, height: 40, truth: 0, answer: 1 },
      // A box of another class stands there, so the background was not said of it.
      { kind: 'missed', x: 100, y: 0, width: 40, height: 40, truth: 0 },
      { kind: 'missed', x: 200, y: 0, width: 40, height: 40, truth: 1, answer: 2 },
    ]);
  });

  it('leave out what lies in a crowd', () => {
    const sums = startErrors(1);
    addErrors(sums, [found(0, 0.9)], [{ ...object(0), isCrowd: true }]);
    expect(Object.values(sums.errors)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
