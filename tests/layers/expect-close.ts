import { expect } from 'vitest';

/** Every number within a share of its reference, or of the largest reference where it is small, or within `floor` where all are. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, label: string, share = 1e-4, floor = 1e-7): void {
  expect(actual.length, `${label}: how many numbers`).toBe(expected.length);
  const largest = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const wrong = Array.from(expected).flatMap((value, index) => {
    const distance = Math.abs(actual[index]! - value);
    return distance <= share * (Math.abs(value) + 0.1 * largest) + floor ? [] : [`[${index}] ${actual[index]} instead of ${value}`];
  });
  expect(wrong, label).toEqual([]);
}
