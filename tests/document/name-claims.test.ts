import fc from 'fast-check';
import { expect, it } from 'vitest';
import { uniqueName } from '../../engine/document/edits';
import { NameClaims } from '../../engine/document/name-claims';
import { newId } from '../../engine/document/ids';

it('claims the names that are found one by one, also where numbers stand behind them already', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('conv', 'conv2', 'conv21', 'relu', '2'), { maxLength: 40 }), (bases) => {
      const claims = new NameClaims();
      const taken = new Set<string>();
      for (const base of bases) {
        const expected = uniqueName(taken, base);
        taken.add(expected);
        expect(claims.claim(base)).toBe(expected);
      }
    }),
  );
});

it('gives ids that differ, across the bytes that are drawn at once', () => {
  const ids = Array.from({ length: 1000 }, newId);
  expect(new Set(ids).size).toBe(1000);
  for (const id of ids) expect(id).toMatch(/^[\w-]{10}$/);
});
