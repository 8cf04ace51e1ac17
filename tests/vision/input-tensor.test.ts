import { describe, expect, test } from 'vitest';
import { fromHalf } from '../../engine/core/half';
import { inputTensor } from '../../engine/vision/input-tensor';
import type { PictureInput } from '../../engine/vision/model-task';
import type { Bytes } from '../../engine/vision/rotated-crop';

const INPUT: PictureInput = { name: 'x', dtype: 'float32', layout: 'nchw', width: 2, height: 1, channels: 3, order: 'rgb', fit: 'pad', fill: 0, scale: 1, mean: [0], deviation: [1] };
const RGBA: Bytes = { width: 2, height: 1, samples: 4, data: Uint8ClampedArray.from([1, 2, 3, 255, 4, 5, 6, 255]) };

describe('the input of a model', () => {
  test('channels first or last, red or blue first, with alpha left out', () => {
    expect([...inputTensor(INPUT, RGBA).data]).toEqual([1, 4, 2, 5, 3, 6]);
    expect([...inputTensor({ ...INPUT, layout: 'nhwc' }, RGBA).data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...inputTensor({ ...INPUT, layout: 'nhwc', order: 'bgr' }, RGBA).data]).toEqual([3, 2, 1, 6, 5, 4]);
    expect(inputTensor({ ...INPUT, layout: 'nhwc' }, RGBA).shape).toEqual([1, 1, 2, 3]);
  });

  test('range, mean and deviation per channel', () => {
    const { data } = inputTensor({ ...INPUT, scale: 1 / 2, mean: [0.5, 0, 1], deviation: [1, 2, 0.25] }, RGBA);
    expect([...data]).toEqual([0, 1.5, 0.5, 1.25, 2, 8]);
  });

  test('grey from colours is the brightness, and colours from grey are equal', () => {
    expect([...inputTensor({ ...INPUT, channels: 1 }, { ...RGBA, data: Uint8Array.from([255, 0, 0, 255, 0, 255, 0, 255]) }).data]).toEqual([76, 150]);
    expect([...inputTensor(INPUT, { width: 2, height: 1, samples: 1, data: Uint8Array.from([7, 9]) }).data]).toEqual([7, 9, 7, 9, 7, 9]);
  });

  test('half precision and bytes', () => {
    const half = inputTensor({ ...INPUT, dtype: 'float16', scale: 1 / 4 }, RGBA);
    expect(Array.from(half.data as Uint16Array, fromHalf)).toEqual([0.25, 1, 0.5, 1.25, 0.75, 1.5]);
    expect(inputTensor({ ...INPUT, dtype: 'uint8' }, RGBA).data).toEqual(Uint8Array.from([1, 4, 2, 5, 3, 6]));
  });

  test('memory of an earlier frame is used again', () => {
    const first = inputTensor(INPUT, RGBA);
    expect(inputTensor(INPUT, { ...RGBA, data: new Uint8Array(8) }, first.data).data).toBe(first.data);
  });

  test('a picture of another size is refused', () => {
    expect(() => inputTensor(INPUT, { ...RGBA, width: 1 })).toThrow(/takes 2 × 1 pixels, but was given 1 × 1/);
  });
});
