import type { Tensor } from '../core/dtype';
import type { Pixels } from '../data/dataset';

/** A picture as a network gets it, [1, C, H, W], as bytes again: from its darkest value to its brightest. */
export function pictureOf({ shape, data }: Tensor): Pixels {
  const [, channels, height, width] = shape as [number, 1 | 3, number, number];
  const values = data as Float32Array;
  const [least, most] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  const scale = most > least ? 255 / (most - least) : 0;
  const plane = height * width;
  const bytes = new Uint8Array(plane * channels);
  for (let channel = 0; channel < channels; channel++) {
    for (let pixel = 0; pixel < plane; pixel++) bytes[pixel * channels + channel] = Math.round((values[channel * plane + pixel]! - least) * scale);
  }
  return { width, height, channels, data: bytes };
}
