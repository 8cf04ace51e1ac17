/** Figures on the cells of a confusion matrix can be read in both themes, whatever share they stand for. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fillOf } from '../../renderer/training/answers/confusion';

type Colour = readonly number[];

/** The light theme's tokens stand first. */
function token(name: string, theme: 'light' | 'dark'): Colour {
  const css = readFileSync(new URL('../../renderer/design/tokens.css', import.meta.url), 'utf8');
  const values = [...css.matchAll(new RegExp(`--${name}: #([0-9a-f]{6});`, 'g'))].map(([, hex]) => hex!);
  const hex = values[theme === 'light' ? 0 : 1]!;
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: Colour, b: Colour): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (light! + 0.05) / (dark! + 0.05);
}

describe('a cell of the confusion matrix', () => {
  const shares = Array.from({ length: 101 }, (_, percent) => percent / 100);

  it('takes more colour the larger its share is', () => {
    const fills = shares.map((share) => fillOf(share).fill);
    expect(fills.at(0)).toBe(0);
    expect(fills.at(-1)).toBeCloseTo(1);
    expect(fills).toEqual([...fills].sort((a, b) => a - b));
  });

  for (const theme of ['light', 'dark'] as const) {
    for (const colour of ['accent', 'warn']) {
      it(`has figures of AA contrast on ${colour} (${theme})`, () => {
        for (const share of shares) {
          const { fill, isStrong } = fillOf(share);
          const cell = token(colour, theme).map((value, channel) => value * fill + token('raised', theme)[channel]! * (1 - fill));
          expect(contrast(cell, token(isStrong ? 'panel' : 'text', theme)), `${share}`).toBeGreaterThanOrEqual(4.5);
        }
      });
    }
  }
});
