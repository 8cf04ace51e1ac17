/** Laying transparency over white, the background that pictures with alpha are usually drawn for. */
import type { Pixels } from '../dataset';

/** One 8-bit value of opacity `alpha` over white. */
export function overWhite(value: number, alpha: number): number {
  return alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255);
}

export function rgbaOverWhite(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): Pixels {
  const data = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < data.length; from += 4) {
    const alpha = rgba[from + 3]!;
    data[to++] = overWhite(rgba[from]!, alpha);
    data[to++] = overWhite(rgba[from + 1]!, alpha);
    data[to++] = overWhite(rgba[from + 2]!, alpha);
  }
  return { width, height, channels: 3, data };
}
