import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindShape, broadcastShapes, divideDims, elementCount, formatShape, multiplyDims, sameShape, type Dim } from '../../engine/core/shape';

const sizes = { N: 3, T: 5, K: 7 };
const dim: fc.Arbitrary<Dim> = fc
  .record({ coefficient: fc.integer({ min: 1, max: 40 }), symbols: fc.array(fc.constantFrom('N', 'T', 'K'), { maxLength: 3 }) })
  .map(({ coefficient, symbols }) => symbols.reduce<Dim>(multiplyDims, coefficient));

/** What a dimension is once its symbols have sizes. */
const value = (of: Dim): number => bindShape([of], sizes)[0]!;

describe('dimensions', () => {
  test('multiply like their values, in any order', () => {
    fc.assert(
      fc.property(dim, dim, dim, (a, b, c) => {
        expect(value(multiplyDims(a, b))).toBe(value(a) * value(b));
        expect(multiplyDims(a, b)).toBe(multiplyDims(b, a));
        expect(multiplyDims(multiplyDims(a, b), c)).toBe(multiplyDims(a, multiplyDims(b, c)));
      }),
    );
  });

  test('division undoes multiplication', () => {
    fc.assert(fc.property(dim, dim, (a, b) => divideDims(multiplyDims(a, b), b) === a));
  });

  test('division is refused where it leaves a remainder', () => {
    expect(divideDims('6·N', 4)).toBeUndefined();
    expect(divideDims('6·N', 'T')).toBeUndefined();
    expect(divideDims('6·N', 'N')).toBe(6);
  });

  test('print as they are written', () => {
    expect(multiplyDims('T', multiplyDims('N', 4))).toBe('4·N·T');
    expect(formatShape(['N', 3, 28, 28])).toBe('N×3×28×28');
    expect(formatShape([])).toBe('scalar');
  });
});

describe('shapes', () => {
  test('count their elements', () => {
    fc.assert(fc.property(fc.array(dim, { maxLength: 4 }), (shape) => value(elementCount(shape)) === shape.reduce<number>((product, size) => product * value(size), 1)));
  });

  test('broadcast symmetrically, and with themselves to themselves', () => {
    const shape = fc.array(fc.oneof(fc.constant(1), dim), { maxLength: 4 });
    fc.assert(
      fc.property(shape, shape, (a, b) => {
        expect(broadcastShapes(a, b)).toEqual(broadcastShapes(b, a));
        expect(sameShape(broadcastShapes(a, a)!, a)).toBe(true);
      }),
    );
  });

  test('a symbol broadcasts with itself and 1 only', () => {
    expect(broadcastShapes(['N', 1], [1, 4])).toEqual(['N', 4]);
    expect(broadcastShapes(['N'], [3])).toBeUndefined();
  });

  test('a symbol without a size is named', () => {
    expect(() => bindShape(['2·B'], sizes)).toThrow('no size was given for the symbol B');
  });
});
