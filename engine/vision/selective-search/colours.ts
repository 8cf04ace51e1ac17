/** A picture as planes of numbers of one colour space, each 0 … 255, so that one threshold means about as much in all of them. */
import type { Bytes } from '../rotated-crop';

export type ColourSpace = 'rgb' | 'hsv' | 'lab';

export interface Planes {
  readonly width: number;
  readonly height: number;
  /** One per channel, row by row. */
  readonly planes: readonly Float32Array[];
}

/** A grey picture has one plane in every space. */
export function planesOf({ width, height, samples, data }: Bytes, space: ColourSpace): Planes {
  const count = width * height;
  if (samples === 1) return { width, height, planes: [Float32Array.from(data)] };
  const convert = { rgb: (colour: Colour) => colour, hsv, lab }[space];
  const planes = [new Float32Array(count), new Float32Array(count), new Float32Array(count)] as const;
  for (let pixel = 0; pixel < count; pixel++) {
    const at = pixel * samples;
    convert([data[at]!, data[at + 1]!, data[at + 2]!]).forEach((value, channel) => (planes[channel]![pixel] = value));
  }
  return { width, height, planes };
}

type Colour = readonly [number, number, number];

function hsv([red, green, blue]: Colour): Colour {
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  if (range === 0) return [0, 0, most];
  const sixth = most === red ? ((green - blue) / range + 6) % 6 : most === green ? (blue - red) / range + 2 : (red - green) / range + 4;
  return [(sixth / 6) * 255, (range / most) * 255, most];
}

/** CIE L*a*b* of sRGB under daylight (D65): L 0 … 100 stretched, a and b shifted by 128. */
function lab(colour: Colour): Colour {
  const [red, green, blue] = colour.map(linear) as [number, number, number];
  const x = cubic((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
  const y = cubic(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = cubic((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
  return [(116 * y - 16) * 2.55, 500 * (x - y) + 128, 200 * (y - z) + 128];
}

function linear(byte: number): number {
  const share = byte / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function cubic(value: number): number {
  return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116;
}

/** Blurred by a Gaussian of `sigma` pixels; what lies beyond a border is as the pixel at it. */
export function blurred({ width, height, planes }: Planes, sigma: number): Planes {
  const reach = Math.ceil(sigma * 3);
  const raw = Array.from({ length: reach + 1 }, (_, distance) => Math.exp(-(distance ** 2) / (2 * sigma ** 2)));
  const whole = raw.reduce((sum, weight, distance) => sum + weight * (distance === 0 ? 1 : 2), 0);
  const weights = raw.map((weight) => weight / whole);
  const across = planes.map((plane) => along(plane, weights, { lines: height, lineStep: width, count: width, step: 1 }));
  return { width, height, planes: across.map((plane) => along(plane, weights, { lines: width, lineStep: 1, count: height, step: width })) };
}

interface Lines {
  readonly lines: number;
  readonly lineStep: number;
  /** Pixels of a line, and from one to the next. */
  readonly count: number;
  readonly step: number;
}

function along(plane: Float32Array, weights: readonly number[], { lines, lineStep, count, step }: Lines): Float32Array {
  const out = new Float32Array(plane.length);
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    for (let at = 0; at < count; at++) {
      let sum = weights[0]! * plane[start + at * step]!;
      for (let distance = 1; distance < weights.length; distance++) {
        const [before, after] = [Math.max(0, at - distance), Math.min(count - 1, at + distance)];
        sum += weights[distance]! * (plane[start + before * step]! + plane[start + after * step]!);
      }
      out[start + at * step] = sum;
    }
  }
  return out;
}
