import { expect, it } from 'vitest';
import { fromHalf, LARGEST_HALF, SMALLEST_HALF, toHalf } from '../../engine/core/half';

const ALL = Array.from({ length: 0x10000 }, (_, bits) => bits);

it('every half-precision number survives the way out and back', () => {
  const lost = ALL.filter((bits) => (Number.isNaN(fromHalf(bits)) ? !Number.isNaN(fromHalf(toHalf(NaN))) : toHalf(fromHalf(bits)) !== bits));
  expect(lost).toEqual([]);
});

it('between two neighbours the nearer one is chosen, in the middle the even one', () => {
  const wrong = ALL.slice(0, 0x7bff).filter((bits) => {
    const [low, high] = [fromHalf(bits), fromHalf(bits + 1)];
    const middle = (low + high) / 2;
    // A quarter of a step is exact in float32 for all of these.
    const quarter = (high - low) / 4;
    const even = bits % 2 === 0 ? bits : bits + 1;
    return toHalf(middle) !== even || toHalf(-middle) !== (even | 0x8000) || toHalf(low + quarter) !== bits || toHalf(high - quarter) !== bits + 1;
  });
  expect(wrong).toEqual([]);
});

it('what is too large becomes infinite, what is too small becomes zero', () => {
  expect(fromHalf(toHalf(LARGEST_HALF))).toBe(LARGEST_HALF);
  expect(fromHalf(toHalf(65519))).toBe(LARGEST_HALF);
  expect(fromHalf(toHalf(65520))).toBe(Infinity);
  expect(fromHalf(toHalf(-1e30))).toBe(-Infinity);
  expect(fromHalf(toHalf(SMALLEST_HALF / 2))).toBe(0);
  expect(Object.is(fromHalf(toHalf(-SMALLEST_HALF / 4)), -0)).toBe(true);
  expect(fromHalf(toHalf(SMALLEST_HALF * 0.51))).toBe(SMALLEST_HALF);
});
