import { describe, expect, test } from 'vitest';
import { OPS } from '../../engine/ops/index';
import { errorFunction } from './error-function';
import { COMPOSITE_OPS, KERNELS } from './kernels';
import { fill } from './nd-array';
import { averagePool, conv, convTranspose, maxPool } from './windows';

describe('the table of reference functions', () => {
  test('holds every primitive op and nothing else', () => {
    const primitive = Object.values(OPS).filter(({ kind }) => kind === 'primitive').map(({ name }) => name);
    expect(Object.keys(KERNELS).sort()).toEqual(primitive.sort());
  });

  test('lists every composite op', () => {
    const composite = Object.values(OPS).filter(({ kind }) => kind === 'composite').map(({ name }) => name);
    expect([...COMPOSITE_OPS].sort()).toEqual(composite.sort());
  });

  test('calls every op by the name it stands under', () => {
    expect(Object.entries(OPS).filter(([name, op]) => op.name !== name)).toEqual([]);
  });
});

/** Values worked out on paper, so that the reference itself stands on something. */
describe('reference functions', () => {
  const counting = (shape: readonly number[]) => {
    let next = 0;
    return fill(shape, () => ++next);
  };
  const window = { strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1] };

  test('erf agrees with Abramowitz and Stegun, table 7.1', () => {
    expect(errorFunction(0.5)).toBeCloseTo(0.5204998778, 10);
    expect(errorFunction(1)).toBeCloseTo(0.8427007929, 10);
    expect(errorFunction(-2)).toBeCloseTo(-0.995322265, 9);
  });

  test('convolution of 1…9 by 1…4', () => {
    const y = conv(counting([1, 1, 3, 3]), counting([1, 1, 2, 2]), undefined, { ...window, group: 1 });
    expect([...y.data]).toEqual([37, 47, 67, 77]);
  });

  test('transposed convolution of 1…4 by 1…4', () => {
    const y = convTranspose(counting([1, 1, 2, 2]), counting([1, 1, 2, 2]), undefined, { ...window, group: 1, outputPadding: [0, 0] });
    expect([...y.data]).toEqual([1, 4, 4, 6, 20, 16, 9, 24, 16]);
  });

  test('pooling of 1…9, the corners padded', () => {
    const padded = { strides: [2, 2], pads: [1, 1, 0, 0], dilations: [1, 1], kernel: [2, 2] };
    expect([...maxPool(counting([1, 1, 3, 3]), padded)[1].data]).toEqual([0, 2, 6, 8]);
    expect([...averagePool(counting([1, 1, 3, 3]), { ...padded, countPadding: false }).data]).toEqual([1, 2.5, 5.5, 7]);
    expect([...averagePool(counting([1, 1, 3, 3]), { ...padded, countPadding: true }).data]).toEqual([0.25, 1.25, 2.75, 7]);
  });
});
