/** Camera-like grain, quick enough for every pixel of every sample. */
import type { RandomStream } from '../../core/random';

/** Far beyond the draws that a sample makes in sequence from the same stream. */
const FIRST_INDEX = 0x4000_0000;
/** The sum of four uniform bytes is nearly normal; this makes its standard deviation 1. */
const MEAN = 510;
const SCALE = 1 / Math.sqrt((4 * (256 * 256 - 1)) / 12);

/** Values 0 … 1 with noise of standard deviation `strength`, as bytes. */
export function developed(values: Float32Array, random: RandomStream, strength: number): Uint8Array {
  const pixels = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const bits = random.bitsAt(FIRST_INDEX + at);
    const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
    const value = values[at]! + strength * (sum - MEAN) * SCALE;
    pixels[at] = Math.min(Math.max(Math.round(value * 255), 0), 255);
  }
  return pixels;
}
