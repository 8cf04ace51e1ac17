import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitPixels } from '../../engine/data/preprocess';
import { boxToInput, boxToPicture, clipTo, fitInto, placeOf, pointToInput, pointToPicture, type FitMode } from '../../engine/vision/letterbox';

const sizes = fc.record({ width: fc.integer({ min: 1, max: 400 }), height: fc.integer({ min: 1, max: 400 }) });
const modes = fc.constantFrom<FitMode>('stretch', 'pad', 'pad-corner', 'crop');

describe('a picture inside the input', () => {
  test('by hand: 640×480 into 320×320 leaves 40 rows above and below', () => {
    const fit = fitInto({ width: 640, height: 480 }, { width: 320, height: 320 }, 'pad');
    expect(fit).toEqual({ scaleX: 0.5, scaleY: 0.5, offsetX: 0, offsetY: 40 });
    expect(boxToPicture(fit, { x: 100, y: 50, width: 20, height: 30 })).toEqual({ x: 200, y: 20, width: 40, height: 60 });
  });

  test('by hand: the other modes', () => {
    const [picture, input] = [{ width: 200, height: 100 }, { width: 100, height: 100 }];
    expect(fitInto(picture, input, 'stretch')).toEqual({ scaleX: 0.5, scaleY: 1, offsetX: 0, offsetY: 0 });
    expect(fitInto(picture, input, 'crop')).toEqual({ scaleX: 1, scaleY: 1, offsetX: -50, offsetY: 0 });
    expect(fitInto(picture, input, 'pad-corner')).toEqual({ scaleX: 0.5, scaleY: 0.5, offsetX: 0, offsetY: 0 });
  });

  test('an odd border is wider below, as in Ultralytics: round(dh − 0.1) above', () => {
    const { offsetY } = fitInto({ width: 100, height: 51 }, { width: 100, height: 100 }, 'pad');
    expect(offsetY).toBe(Math.round((100 - 51) / 2 - 0.1));
  });

  test('for any sizes: there and back is where it was', () => {
    fc.assert(
      fc.property(sizes, sizes, modes, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }), (picture, input, mode, x, y) => {
        const fit = fitInto(picture, input, mode);
        const there = pointToInput(fit, x, y);
        const back = pointToPicture(fit, there.x, there.y);
        expect(back.x).toBeCloseTo(x, 6);
        expect(back.y).toBeCloseTo(y, 6);
        const box = boxToPicture(fit, boxToInput(fit, { x, y, width: 7, height: 9 }));
        expect([box.x, box.y, box.width, box.height].map((number) => Math.round(number * 1e6) / 1e6)).toEqual([x, y, 7, 9]);
      }),
    );
  });

  test('for any sizes: the borders are those that preprocessing draws', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 4, max: 40 }), fc.integer({ min: 4, max: 40 }), (width, height, across, down) => {
        const drawn = fitPixels({ width, height, channels: 1, data: new Uint8Array(width * height).fill(255) }, [{ kind: 'resize', width: across, height: down, mode: 'pad' }]);
        const shown = [...drawn.data.keys()].filter((index) => drawn.data[index] === 255);
        const xs = shown.map((index) => index % across);
        const ys = shown.map((index) => Math.floor(index / across));
        const place = placeOf({ width, height }, fitInto({ width, height }, { width: across, height: down }, 'pad'));
        expect([Math.min(...xs), Math.min(...ys)]).toEqual([place.x, place.y]);
        expect(Math.max(...xs) + 1).toBeCloseTo(place.x + place.width, 6);
        expect(Math.max(...ys) + 1).toBeCloseTo(place.y + place.height, 6);
      }),
    );
  });
});

test('a box is cut off at the borders of the picture, and is empty beside it', () => {
  expect(clipTo({ width: 100, height: 50 }, { x: -10, y: 40, width: 30, height: 30 })).toEqual({ x: 0, y: 40, width: 20, height: 10 });
  expect(clipTo({ width: 100, height: 50 }, { x: 120, y: 0, width: 30, height: 30 })).toMatchObject({ width: 0 });
});
