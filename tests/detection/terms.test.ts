/** Overlaps and loss terms equal formulas written in PyTorch; overlaps keep their properties. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channels, type Box } from '../../engine/losses/detection/box';
import { overlap, OVERLAPS } from '../../engine/losses/detection/overlap';
import { crossEntropy, distributionFocal, expectedDistance, focal, varifocal } from '../../engine/losses/detection/terms';
import type { Builder } from '../../engine/ops/builder';
import type { Value } from '../../engine/ops/graph';
import reference from '../reference/detection.json';
import { compute, withGradients, type Given } from './run-terms';

const DIGITS = 6;

function expectEach(found: readonly number[], expected: readonly number[]): void {
  expect(found.length).toBe(expected.length);
  found.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, DIGITS));
}

/** [1, 4, count] as a box. */
function boxOf(b: Builder, value: Value): Box {
  const at = (index: number) => channels(b, value, index, index + 1);
  return { x: at(0), y: at(1), width: at(2), height: at(3) };
}

describe('overlaps', () => {
  const boxes = [reference.one, reference.other].map((data): Given => ({ shape: [1, 4, reference.count], data }));

  it.each(OVERLAPS)('%s equals PyTorch, with its gradients', (name) => {
    const { values, gradients } = withGradients(boxes, (b, [one, other]) => overlap(b, name, boxOf(b, one!), boxOf(b, other!)));
    expectEach(values, reference[name].values);
    gradients.forEach((gradient, index) => expectEach(gradient, reference[name].gradients[index]!));
  });

  const side = fc.double({ min: 1, max: 60, noNaN: true });
  const place = fc.double({ min: -80, max: 80, noNaN: true });
  const box = fc.tuple(place, place, side, side);

  it('are 1 for equal boxes, change nothing when the boxes change places, and rank as they should', () => {
    fc.assert(
      fc.property(box, box, (one, other) => {
        const given = [one, other].map((data): Given => ({ shape: [1, 4, 1], data }));
        const all = compute(given, (b, [p, q]) => {
          const [a, c] = [boxOf(b, p!), boxOf(b, q!)];
          return OVERLAPS.flatMap((name) => [overlap(b, name, a, c), overlap(b, name, c, a), overlap(b, name, a, a)]);
        }).map(([value]) => value!);
        const [iou, giou, diou, ciou, siou] = [all.slice(0, 3), all.slice(3, 6), all.slice(6, 9), all.slice(9, 12), all.slice(12, 15)];
        for (const [there, back, same] of [iou!, giou!, diou!, ciou!, siou!]) {
          expect(there).toBeCloseTo(back!, 9);
          expect(same).toBeCloseTo(1, 5);
          expect(there).toBeLessThanOrEqual(1 + 1e-9);
        }
        expect(iou![0]).toBeGreaterThanOrEqual(0);
        expect(giou![0]).toBeGreaterThan(-1);
        for (const stricter of [giou!, diou!, siou!]) expect(stricter[0]).toBeLessThanOrEqual(iou![0]! + 1e-9);
        expect(ciou![0]).toBeLessThanOrEqual(diou![0]! + 1e-9);
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  it('stay finite for boxes without area', () => {
    const empty: Given = { shape: [1, 4, 1], data: [0, 0, 0, 0] };
    for (const name of OVERLAPS) {
      const { values, gradients } = withGradients([empty, { shape: [1, 4, 1], data: [9, 9, 4, 4] }], (b, [p, q]) => overlap(b, name, boxOf(b, p!), boxOf(b, q!)));
      for (const value of [...values, ...gradients.flat()]) expect(value).toSatisfy(Number.isFinite);
    }
  });
});

describe('terms', () => {
  const logits: Given = { shape: [2, 3, 4], data: reference.logits };
  const targets: Given = { shape: [2, 3, 4], data: reference.targets };
  const present: Given = { ...targets, data: reference.targets.map((value) => (value > 0 ? 1 : 0)) };
  const check = (name: 'crossEntropy' | 'focal' | 'varifocal', given: readonly Given[], write: (b: Builder, values: readonly Value[]) => Value) => {
    const { values, gradients } = withGradients(given, write);
    expectEach(values, reference[name].values);
    expectEach(gradients[0]!, reference[name].gradient);
  };

  it('cross-entropy', () => check('crossEntropy', [logits, targets], (b, [z, t]) => crossEntropy(b, z!, t!)));
  it('focal', () => check('focal', [logits, present], (b, [z, t]) => focal(b, z!, t!, { gamma: 2, alpha: 0.25 })));
  it('varifocal', () => check('varifocal', [logits, targets, present], (b, [z, t, p]) => varifocal(b, z!, t!, p!, { gamma: 2, alpha: 0.75 })));

  const chances: Given = { shape: [2, 20, 3], data: reference.chances };
  const distance: Given = { shape: [2, 4, 3], data: reference.distance };

  it('distribution focal', () => {
    const { values, gradients } = withGradients([chances, distance], (b, [c, d]) => distributionFocal(b, c!, d!, 5));
    expectEach(values, reference.distributionFocal.values);
    expectEach(gradients[0]!, reference.distributionFocal.gradient);
  });

  it('expected distance', () => {
    const { values, gradients } = withGradients([chances], (b, [c]) => expectedDistance(b, c!, 4, 5));
    expectEach(values, reference.expectedDistance.values);
    expectEach(gradients[0]!, reference.expectedDistance.gradient);
  });
});
