import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../engine/core/random';
import { augment, augmentationStream } from '../../engine/data/augment/augment';
import type { Augmentation } from '../../engine/data/augment/augmentation';
import type { Pixels } from '../../engine/data/dataset';
import { defaultImageSteps, defaultNumberSteps, fitPixels, imageShapeOf, preprocessImage, preprocessNumber, type ImageStep } from '../../engine/data/preprocess';
import { draw } from './picture-files';

function resize(pixels: Pixels, width: number, height: number, mode: 'stretch' | 'crop' | 'pad', fill?: number): number[] {
  return [...fitPixels(pixels, [{ kind: 'resize', width, height, mode, ...(fill === undefined ? {} : { fill }) }]).data];
}

describe('resizing', () => {
  it('averages everything when shrinking', () => {
    // Every eighth column is white: taking only the pixels next to a centre would miss them all, or see nothing else.
    const stripes = draw(64, 64, (x) => (x % 8 === 0 ? 255 : 0));
    const row = resize(stripes, 8, 8, 'stretch').slice(0, 8);
    for (const value of row.slice(1, -1)) expect(value).toBe(32);
    // At the borders the filter has only its inner half.
    for (const value of [row[0]!, row[7]!]) expect(Math.abs(value - 32)).toBeLessThan(13);
  });

  it('interpolates between pixel centres when enlarging', () => {
    expect(resize(draw(2, 1, (x) => x * 100), 4, 1, 'stretch')).toEqual([0, 25, 75, 100]);
  });

  it('answers the very picture where nothing changes', () => {
    const pixels = draw(5, 4, (x, y) => x * 40 + y);
    expect(fitPixels(pixels, [{ kind: 'resize', width: 5, height: 4, mode: 'stretch' }])).toBe(pixels);
  });

  it('crops the middle', () => {
    const pixels = draw(6, 2, (x) => (x < 2 || x > 3 ? 200 : 50));
    expect(resize(pixels, 2, 2, 'crop')).toEqual([50, 50, 50, 50]);
  });

  it('pads to the middle', () => {
    expect(resize(draw(1, 2, () => 80), 4, 2, 'pad', 9)).toEqual([9, 80, 9, 9, 9, 80, 9, 9]);
    expect(resize(draw(4, 1, () => 80), 4, 3, 'pad')).toEqual([0, 0, 0, 0, 80, 80, 80, 80, 0, 0, 0, 0]);
  });

  it('keeps flat pictures flat and stays within the range of the picture', () => {
    const size = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(size, size, size, size, fc.constantFrom('stretch' as const, 'crop' as const), fc.integer(), (width, height, toWidth, toHeight, mode, seed) => {
        const random = new RandomStream(seed);
        const flat = resize(draw(width, height, () => 137), toWidth, toHeight, mode);
        expect(flat.length).toBe(toWidth * toHeight);
        expect(new Set(flat)).toEqual(new Set([137]));
        const values = resize(draw(width, height, () => 40 + random.integer(100)), toWidth, toHeight, mode);
        expect(Math.min(...values)).toBeGreaterThanOrEqual(40);
        expect(Math.max(...values)).toBeLessThan(140);
      }),
      { numRuns: 60 },
    );
  });
});

describe('steps', () => {
  it('converts channels', () => {
    const red: Pixels = { width: 1, height: 1, channels: 3, data: Uint8Array.of(255, 0, 0) };
    expect([...fitPixels(red, [{ kind: 'channels', channels: 1 }]).data]).toEqual([76]);
    expect([...fitPixels(draw(1, 1, () => 7), [{ kind: 'channels', channels: 3 }]).data]).toEqual([7, 7, 7]);
  });

  it('writes channels first, scaled, then normalised', () => {
    const pixels: Pixels = { width: 2, height: 1, channels: 3, data: Uint8Array.of(0, 51, 102, 255, 204, 153) };
    const steps: ImageStep[] = [{ kind: 'scale', factor: 1 / 255 }, { kind: 'normalise', mean: [0.5, 0.2, 0], standardDeviation: [0.5, 0.1, 1] }];
    const expected = [-1, 1, 0, 6, 0.4, 0.6];
    preprocessImage(pixels, steps).forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 5));
  });

  it('standardises numbers', () => {
    expect(preprocessNumber(9, [{ kind: 'standardise', mean: 5, standardDeviation: 2 }, { kind: 'scale', factor: 10 }])).toBe(20);
  });

  it('leaves numbers that are all the same near 0, whatever the rounding of their mean', () => {
    // Sixteen times 0.1842: their mean is off by a rounding, which looks like a spread of 2.8e-17.
    const steps = defaultNumberSteps({ mean: 0.18420000000000003, standardDeviation: 2.8e-17 });
    expect(preprocessNumber(0.1843, steps)).toBeCloseTo(0.0001, 8);
    expect(preprocessNumber(3, defaultNumberSteps({ mean: 0, standardDeviation: 1e-12 }))).toBeCloseTo(3e12, -3);
  });

  it('knows the shape in advance and refuses steps that leave it open', () => {
    const steps = defaultImageSteps({ channels: 3, height: 32, width: 20 });
    expect(imageShapeOf(steps)).toEqual({ channels: 3, height: 32, width: 20 });
    expect(() => imageShapeOf(steps.slice(1))).toThrow('The preprocessing of a picture must contain a step "resize".');
    expect(() => imageShapeOf([{ kind: 'resize', height: 0, width: 4, mode: 'pad' }, steps[1]!])).toThrow('0×4');
  });
});

describe('augmentation', () => {
  const pixels = draw(9, 7, (x, y) => x * 20 + y * 8);
  const colourful: Pixels = { width: 4, height: 3, channels: 3, data: Uint8Array.from({ length: 36 }, (_, index) => (index * 37) % 256) };
  const apply = (list: readonly Augmentation[], source = pixels, seed = 1, epoch = 0, row = 0) => augment(source, list, augmentationStream(seed, epoch, row));
  const everything: Augmentation[] = [
    { kind: 'flip-horizontal', probability: 0.5 }, { kind: 'flip-vertical', probability: 0.5 }, { kind: 'crop', smallest: 0.7 },
    { kind: 'rotate', degrees: 20 }, { kind: 'scale', smallest: 0.8, largest: 1.2 },
    { kind: 'colour', brightness: 0.3, contrast: 0.3, saturation: 0.3 }, { kind: 'hue', degrees: 40 }, { kind: 'noise', standardDeviation: 0.05 },
  ];

  it('flips exactly', () => {
    const across = apply([{ kind: 'flip-horizontal', probability: 1 }]).data;
    const down = apply([{ kind: 'flip-vertical', probability: 1 }]).data;
    expect([...across]).toEqual([...draw(9, 7, (x, y) => (8 - x) * 20 + y * 8).data]);
    expect([...down]).toEqual([...draw(9, 7, (x, y) => x * 20 + (6 - y) * 8).data]);
    expect(apply([{ kind: 'flip-horizontal', probability: 0 }])).toBe(pixels);
  });

  it('turns a square by 90° exactly, whichever way was drawn', () => {
    const square = draw(5, 5, (x, y) => x * 10 + y);
    const quarter: Augmentation = { kind: 'rotate', degrees: 90 };
    // The stream's only draw decides the angle; a stub pins it to +90°.
    const fixed = { between: (_low: number, high: number) => high } as unknown as RandomStream;
    expect([...augment(square, [quarter], fixed).data]).toEqual([...draw(5, 5, (x, y) => y * 10 + (4 - x)).data]);
  });

  it('does not shear pictures that are not square', () => {
    const fixed = { between: (_low: number, high: number) => high } as unknown as RandomStream;
    const disc = draw(60, 30, (x, y) => (Math.hypot(x - 29.5, y - 14.5) < 10 ? 255 : 0));
    const turned = augment(disc, [{ kind: 'rotate', degrees: 37 }], fixed);
    const changed = turned.data.filter((value, index) => Math.abs(value - disc.data[index]!) > 128).length;
    expect(changed).toBeLessThan(20);
  });

  it('repeats for the same seed, epoch and sample, and only then', () => {
    const first = apply(everything, colourful, 3, 5, 7);
    expect(apply(everything, colourful, 3, 5, 7)).toEqual(first);
    for (const [seed, epoch, row] of [[4, 5, 7], [3, 6, 7], [3, 5, 8]] as const) expect(apply(everything, colourful, seed, epoch, row)).not.toEqual(first);
  });

  it('leaves its source alone and keeps the size', () => {
    const before = colourful.data.slice();
    for (let row = 0; row < 20; row++) expect(apply(everything, colourful, 1, 0, row).data.length).toBe(36);
    expect(colourful.data).toEqual(before);
  });

  it('changes brightness, contrast and noise by about the given amounts', () => {
    const grey = draw(50, 50, () => 100);
    const means: number[] = [];
    for (let row = 0; row < 300; row++) {
      const changed = apply([{ kind: 'colour', brightness: 0.2, contrast: 0.5, saturation: 0 }], grey, 1, 0, row);
      expect(new Set(changed.data).size).toBe(1);
      means.push(changed.data[0]!);
    }
    expect(Math.min(...means)).toBeGreaterThanOrEqual(80);
    expect(Math.min(...means)).toBeLessThan(83);
    expect(Math.max(...means)).toBeGreaterThan(117);
    expect(Math.max(...means)).toBeLessThanOrEqual(120);
    const noisy = apply([{ kind: 'noise', standardDeviation: 0.04 }], grey).data;
    const variance = noisy.reduce((sum, value) => sum + (value - 100) ** 2, 0) / noisy.length;
    expect(Math.sqrt(variance)).toBeGreaterThan(9.4);
    expect(Math.sqrt(variance)).toBeLessThan(11);
  });

  it('turns colours around the circle: greys stay, and so does how bright they look', () => {
    const turned = (pixels: Pixels, degrees: number) => augment(pixels, [{ kind: 'hue', degrees }], { between: (_: number, high: number) => high } as unknown as RandomStream).data;
    const shades = draw(4, 4, (x, y) => 16 * (4 * y + x));
    expect(turned(shades, 120)).toEqual(shades.data);
    const one = (red: number, green: number, blue: number): Pixels => ({ width: 1, height: 1, channels: 3, data: Uint8Array.of(red, green, blue) });
    // hue-rotate(90deg) of rgb(200 100 100), by hand from the matrix of Filter Effects: light 121.3, across (78.7, −21.3, −21.3).
    expect([...turned(one(200, 100, 100), 90)]).toEqual([100, 136, 43]);
    expect([...turned(one(110, 120, 130), 180)]).toEqual([127, 117, 107]);
    expect([...turned(one(9, 200, 31), 360)]).toEqual([9, 200, 31]);
  });

  it('takes the colour out at saturation 0', () => {
    const fixed = { between: (low: number) => low } as unknown as RandomStream;
    const changed = augment(colourful, [{ kind: 'colour', brightness: 0, contrast: 0, saturation: 1 }], fixed).data;
    for (let at = 0; at < changed.length; at += 3) expect(new Set(changed.slice(at, at + 3)).size).toBe(1);
  });
});
