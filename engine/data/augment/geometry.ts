/** Flips, crops, turns and scalings, joined into one mapping so that the picture is sampled only once. */
import type { RandomStream } from '../../core/random';
import type { Pixels } from '../dataset';
import type { GeometricAugmentation } from './augmentation';

/** From a position in the result to one in the source, both from −1 to 1 per axis: [xx, xy, x0, yx, yy, y0]. */
export type Mapping = readonly [number, number, number, number, number, number];

export const IDENTITY: Mapping = [1, 0, 0, 0, 1, 0];

export function isIdentity(mapping: Mapping): boolean {
  return mapping.every((value, index) => value === IDENTITY[index]);
}

/** From a position in the source to the one in the result. */
export function inverse([a, b, c, d, e, f]: Mapping): Mapping {
  const determinant = a * e - b * d;
  return [e / determinant, -b / determinant, (b * f - c * e) / determinant, -d / determinant, a / determinant, (c * d - a * f) / determinant];
}

/** The mapping that applies `inner` first and `outer` to its result. */
export function compose(outer: Mapping, inner: Mapping): Mapping {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + b * j, a * h + b * k, a * i + b * l + c, d * g + e * j, d * h + e * k, d * i + e * l + f];
}

/** Draws one change. `aspect` is width / height: turning must not shear a picture that is not square. */
export function drawMapping(augmentation: GeometricAugmentation, random: RandomStream, aspect: number): Mapping {
  switch (augmentation.kind) {
    case 'flip-horizontal':
      return random.uniform() < augmentation.probability ? [-1, 0, 0, 0, 1, 0] : IDENTITY;
    case 'flip-vertical':
      return random.uniform() < augmentation.probability ? [1, 0, 0, 0, -1, 0] : IDENTITY;
    case 'crop': {
      const side = random.between(augmentation.smallest, 1);
      return [side, 0, random.between(side - 1, 1 - side), 0, side, random.between(side - 1, 1 - side)];
    }
    case 'rotate': {
      const angle = (random.between(-augmentation.degrees, augmentation.degrees) * Math.PI) / 180;
      const cosine = Math.cos(angle);
      const sine = Math.sin(angle);
      return [cosine, sine / aspect, 0, -sine * aspect, cosine, 0];
    }
    case 'scale': {
      const factor = 1 / random.between(augmentation.smallest, augmentation.largest);
      return [factor, 0, 0, 0, factor, 0];
    }
  }
}

/** Samples the picture through the mapping, bilinearly; beyond the border its outermost pixels continue. */
export function warp(pixels: Pixels, mapping: Mapping): Pixels {
  const { width, height, channels, data } = pixels;
  const [xx, xy, x0, yx, yy, y0] = mapping;
  const out = new Uint8Array(data.length);
  const stepY = (yx * height) / width;
  const lastX = width - 1;
  const lastY = height - 1;
  const rowBytes = width * channels;
  let to = 0;
  for (let y = 0; y < height; y++) {
    const v = (2 * y + 1) / height - 1;
    // Source positions in pixels at the middle of this row.
    const middleX = ((xy * v + x0 + 1) * width - 1) / 2;
    const middleY = ((yy * v + y0 + 1) * height - 1) / 2;
    for (let x = 0; x < width; x++) {
      const across = x + 0.5 - width / 2;
      const sourceX = clamp(middleX + xx * across, lastX);
      const sourceY = clamp(middleY + stepY * across, lastY);
      const left = sourceX | 0;
      const top = sourceY | 0;
      const partX = sourceX - left;
      const partY = sourceY - top;
      const right = left < lastX ? channels : 0;
      const below = top < lastY ? rowBytes : 0;
      let here = top * rowBytes + left * channels;
      for (let channel = 0; channel < channels; channel++, here++, to++) {
        const upper = data[here]! + (data[here + right]! - data[here]!) * partX;
        const lower = data[here + below]! + (data[here + below + right]! - data[here + below]!) * partX;
        out[to] = upper + (lower - upper) * partY + 0.5;
      }
    }
  }
  return { width, height, channels, data: out };
}

function clamp(value: number, largest: number): number {
  return value < 0 ? 0 : value > largest ? largest : value;
}
