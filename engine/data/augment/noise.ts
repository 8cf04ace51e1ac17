/** Normal noise, drawn for every value. */
import type { RandomStream } from '../../core/random';
import type { Pixels } from '../dataset';
import type { NoiseAugmentation } from './augmentation';

export function addNoise(pixels: Pixels, { standardDeviation }: NoiseAugmentation, random: RandomStream): Pixels {
  const strength = 255 * standardDeviation;
  const out = new Uint8ClampedArray(pixels.data.length);
  for (let at = 0; at < out.length; at++) out[at] = pixels.data[at]! + strength * random.normal();
  return { ...pixels, data: new Uint8Array(out.buffer) };
}
