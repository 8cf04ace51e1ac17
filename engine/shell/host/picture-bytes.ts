/** Pictures as a canvas takes them: RGBA bytes. */
import type { PreparedPicture } from '../../data/augment/preview';
import type { Pixels } from '../../data/dataset';
import { readTensor, type ImageShape, type ImageStep } from '../../data/preprocess';
import { resample } from '../../data/resample';
import type { SeenPicture, Thumbnail } from '../protocol/data';

/** At most `size` pixels on its longer side; small pictures stay as they are, for the canvas to enlarge. */
export function smallPicture(pixels: Pixels, size: number): Pick<Thumbnail, 'width' | 'height' | 'pixels' | 'full'> {
  const factor = Math.min(1, size / Math.max(pixels.width, pixels.height));
  const [width, height] = [pixels.width, pixels.height].map((side) => Math.max(1, Math.round(side * factor))) as [number, number];
  return { width, height, pixels: rgba(resample(pixels, { x: 0, y: 0, width: pixels.width, height: pixels.height }, width, height)), full: { width: pixels.width, height: pixels.height } };
}

/** What a network gets, with its numeric steps taken back. */
export function seenPicture({ shape, data, truth }: PreparedPicture, steps: readonly ImageStep[]): SeenPicture {
  const [channels, height, width] = shape as [ImageShape['channels'], number, number];
  const least = data.reduce((a, b) => Math.min(a, b), Infinity);
  const largest = data.reduce((a, b) => Math.max(a, b), -Infinity);
  return { width, height, pixels: rgba(readTensor(data, { channels, height, width }, steps)), least, largest, ...(truth && { truth }) };
}

function rgba({ width, height, channels, data }: Pixels): Uint8Array {
  const bytes = new Uint8Array(4 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) bytes[4 * pixel + channel] = data[pixel * channels + Math.min(channel, channels - 1)]!;
    bytes[4 * pixel + 3] = 255;
  }
  return bytes;
}
