/** Colours turned around the colour circle, as SVG's and CSS's hue-rotate does it (W3C Filter Effects): how bright they look stays. */
import type { RandomStream } from '../../core/random';
import type { Pixels } from '../dataset';
import type { HueAugmentation } from './augmentation';

/** Shares of red, green and blue in how bright a colour looks. */
const LIGHT = [0.213, 0.715, 0.072] as const;
/** The direction at a right angle to each colour on the circle: rows of red, green and blue. */
const ACROSS = [-0.213, -0.715, 0.928, 0.143, 0.14, -0.283, -0.787, 0.715, 0.072] as const;

export function turnHue(pixels: Pixels, { degrees }: HueAugmentation, random: RandomStream): Pixels {
  const angle = (random.between(-degrees, degrees) * Math.PI) / 180;
  const { channels, data } = pixels;
  if (channels === 1) return pixels;
  const turn = matrix(angle);
  const out = new Uint8ClampedArray(data.length);
  for (let at = 0; at < data.length; at += 3) {
    const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
    for (let row = 0; row < 3; row++) out[at + row] = turn[3 * row]! * red + turn[3 * row + 1]! * green + turn[3 * row + 2]! * blue;
  }
  return { ...pixels, data: new Uint8Array(out.buffer) };
}

/** Row by row. */
function matrix(angle: number): Float64Array {
  const [along, across] = [Math.cos(angle), Math.sin(angle)];
  return Float64Array.from(ACROSS, (value, index) => {
    const [row, column] = [Math.floor(index / 3), index % 3];
    return LIGHT[column]! + along * ((row === column ? 1 : 0) - LIGHT[column]!) + across * value;
  });
}
