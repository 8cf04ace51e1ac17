import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import digitSheet from '../../assets/glyphs/digits.json';
import letterSheet from '../../assets/glyphs/letters.json';
import type { Cell } from '../../engine/data/dataset';
import { findGenerator, GENERATORS } from '../../engine/data/generators';
import { sampleAt, type Generator } from '../../engine/data/generators/generator';

const FROZEN: Readonly<Record<string, string>> = {
  digits: '8a924d4827707354',
  letters: '14b4381cb85c283f',
  shapes: 'c1598bfb32655d9f',
  spirals: '04e2be72be76a5da',
  xor: '3dcc19921869397b',
  dials: 'a77c11d65d25f236',
  hand: '0438ebcf42b69576',
  face: '7f28b5a4ad9ac4c9',
  scenes: '13a7f950b4b31ab0',
};

function cells(generator: Generator, index: number, count: number, seed: number): Cell[] {
  return generator.columns.map(({ cell }) => cell(sampleAt(generator, index, count, seed)));
}

function bytesOf(cell: Cell): (Uint8Array | string)[] {
  if (typeof cell !== 'object') return [`${cell};`];
  if ('data' in cell) return [cell.data];
  const numbers = 'points' in cell ? [cell.points] : [cell.boxes, cell.labels];
  return [...numbers.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)), ...('instances' in cell && cell.instances ? [cell.instances.data] : [])];
}

function hashOf(generator: Generator, seed: number): string {
  const hash = createHash('sha256');
  for (let index = 0; index < 40; index++) {
    for (const cell of cells(generator, index, 40, seed)) for (const bytes of bytesOf(cell)) hash.update(bytes);
  }
  return hash.digest('hex').slice(0, 16);
}

/** The same painter at another size. */
const LARGER = 'scenes-320';

describe.each(GENERATORS.filter(({ name }) => name !== LARGER).map((generator) => [generator.name, generator] as const))('%s', (name, generator) => {
  test('seed 1 gives the frozen samples (raise `version` when this must change)', () => {
    expect(hashOf(generator, 1)).toBe(FROZEN[name]);
    expect(hashOf(generator, 2)).not.toBe(FROZEN[name]);
  });

  test('a sample depends neither on the others nor on how many there are', () => {
    const last = cells(generator, 37, 1000, 5);
    for (let index = 30; index < 37; index++) cells(generator, index, 50, 5);
    expect(cells(generator, 37, 50, 5)).toEqual(last);
  });

  test('classes are balanced within each split', () => {
    const label = generator.columns.find(({ column }) => column.kind === 'category');
    if (!label) return;
    const counts: Record<string, number[]> = {};
    const total = 10 * 4 * label.column.classes!.length;
    for (let index = 0; index < total; index++) {
      const sample = sampleAt(generator, index, total, 3);
      const ofSplit = (counts[sample.split] ??= label.column.classes!.map(() => 0));
      ofSplit[Number(label.cell(sample))]!++;
    }
    for (const ofSplit of Object.values(counts)) {
      // The two classes of `xor` come from four balanced patterns, the others are dealt directly.
      expect(Math.max(...ofSplit) - Math.min(...ofSplit)).toBeLessThanOrEqual(name === 'xor' ? 2 : 0);
    }
  });

  test('pictures have the declared size and use the range', () => {
    for (const { column, cell } of generator.columns) {
      if (!column.image) continue;
      for (let index = 0; index < 30; index++) {
        const picture = cell(sampleAt(generator, index, 30, 7));
        if (typeof picture !== 'object' || !('data' in picture)) throw new Error('not a picture');
        const { height, width, channels } = column.image;
        expect(picture).toMatchObject({ height, width, channels });
        expect(picture.data.length).toBe(height * width * channels);
        const darkest = picture.data.reduce((a, b) => Math.min(a, b));
        const brightest = picture.data.reduce((a, b) => Math.max(a, b));
        expect(brightest - darkest).toBeGreaterThan(70);
      }
    }
  });
});

test.each([['digits', digitSheet], ['letters', letterSheet]] as const)('%s: no font is in two splits, every style is in each', (_, sheet) => {
  const outlines = new Map<string, string>();
  for (const set of sheet.sets) {
    for (const [character, outline] of Object.entries(set.glyphs)) {
      const owner = outlines.get(character + outline);
      expect(owner === undefined || owner === set.split, `${character} of ${set.name}`).toBe(true);
      outlines.set(character + outline, set.split);
    }
  }
  const stylesOf = (split: string) => new Set(sheet.sets.filter((set) => set.split === split).map((set) => set.style));
  expect(sheet.sets.length).toBeGreaterThanOrEqual(24);
  expect(stylesOf('validation')).toEqual(stylesOf('train'));
  expect(stylesOf('test')).toEqual(stylesOf('train'));
});

test('a wrong name is answered with all names', () => {
  expect(() => findGenerator('digit')).toThrow(`There is no built-in data set called "digit". Choose one of: ${GENERATORS.map((generator) => generator.name).join(', ')}.`);
});
