/**
 * What one port carries for one sample, small enough to draw on a box: feature maps as grey pictures, vectors as a strip of
 * cells. The extremes and the mean are those of all values; only the picture is reduced.
 */

export interface Span {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
}

/**
 * One byte per pixel, from black at the smallest value to white at the largest. Each channel has a scale of its own, because
 * channels differ by orders of magnitude; the channels of an Input share one, so that colours stay what they are.
 */
export interface MapsPicture {
  readonly kind: 'maps';
  /** Of one map as it is drawn. */
  readonly height: number;
  readonly width: number;
  /** Of the channels drawn, the first ones. */
  readonly maps: readonly Span[];
  /** `maps.length · height · width`, map after map. */
  readonly pixels: Uint8Array;
}

/** At most `MOST_CELLS` cells over the whole vector, each the mean of its values, black at the smallest value of the vector. */
export interface VectorPicture {
  readonly kind: 'vector';
  readonly cells: Uint8Array;
  readonly span: Span;
  /** The largest values, the largest first. */
  readonly top: readonly { readonly index: number; readonly value: number }[];
}

/** More axes than a picture has. */
export interface NoPicture {
  readonly kind: 'none';
}

export type PortPicture = MapsPicture | VectorPicture | NoPicture;

export interface PictureOptions {
  /** The longer side of a map, in pixels; smaller maps stay as they are. */
  readonly size: number;
  /** How many channels at most. */
  readonly maps: number;
  readonly sharedScale: boolean;
}

export const MOST_CELLS = 256;
const TOP = 5;

/** `shape` is that of one sample: [channels, height, width], [height, width] or [values]. */
export function pictureOf(values: Float32Array, shape: readonly number[], options: PictureOptions): PortPicture {
  if (shape.length === 1 || shape.length === 0) return vectorPicture(values);
  if (shape.length > 3) return { kind: 'none' };
  const [channels, height, width] = shape.length === 3 ? (shape as [number, number, number]) : [1, shape[0]!, shape[1]!];
  return mapsPicture(values, { channels, height, width }, options);
}

interface Maps {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

function mapsPicture(values: Float32Array, { channels, height, width }: Maps, { size, maps: most, sharedScale }: PictureOptions): MapsPicture {
  const count = Math.min(channels, most);
  const plane = height * width;
  const scale = Math.min(1, size / Math.max(height, width));
  const [small, narrow] = [Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale))];
  const shared = sharedScale ? spanOf(values) : undefined;
  const pixels = new Uint8Array(count * small * narrow);
  const maps = Array.from({ length: count }, (_, channel) => {
    const map = values.subarray(channel * plane, (channel + 1) * plane);
    const span = spanOf(map);
    const reduced = shrink(map, height, width, small, narrow);
    writeGrey(reduced, shared ?? span, pixels, channel * small * narrow);
    return span;
  });
  return { kind: 'maps', height: small, width: narrow, maps, pixels };
}

function vectorPicture(values: Float32Array): VectorPicture {
  const span = spanOf(values);
  const count = Math.min(values.length, MOST_CELLS);
  const cells = new Uint8Array(count);
  writeGrey(shrink(values, 1, values.length, 1, count), span, cells, 0);
  return { kind: 'vector', cells, span, top: largest(values, TOP) };
}

/** Values that are no numbers are left out; they make no scale. */
export function spanOf(values: Float32Array): Span {
  let [min, max, sum, count] = [Infinity, -Infinity, 0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    count++;
  }
  return count === 0 ? { min: 0, max: 0, mean: 0 } : { min, max, mean: sum / count };
}

/** A map without contrast is black where it is zero, as a dead ReLU leaves it, else grey. */
function writeGrey(values: Float32Array, { min, max }: Span, out: Uint8Array, offset: number): void {
  const factor = max > min ? 255 / (max - min) : 0;
  const flat = min === 0 ? 0 : 128;
  values.forEach((value, index) => {
    out[offset + index] = factor === 0 ? flat : Math.round(Math.min(255, Math.max(0, (value - min) * factor || 0)));
  });
}

/** Each new pixel is the mean over the area it covers. */
export function shrink(values: Float32Array, height: number, width: number, newHeight: number, newWidth: number): Float32Array {
  if (height === newHeight && width === newWidth) return values;
  const rows = new Float32Array(height * newWidth);
  for (let row = 0; row < height; row++) shrinkLine(values, row * width, 1, width, rows, row * newWidth, 1, newWidth);
  const out = new Float32Array(newHeight * newWidth);
  for (let column = 0; column < newWidth; column++) shrinkLine(rows, column, newWidth, height, out, column, newWidth, newHeight);
  return out;
}

function shrinkLine(from: Float32Array, start: number, step: number, length: number, to: Float32Array, toStart: number, toStep: number, newLength: number): void {
  const ratio = length / newLength;
  for (let index = 0; index < newLength; index++) {
    const [left, right] = [index * ratio, (index + 1) * ratio];
    let sum = 0;
    for (let at = Math.floor(left); at < Math.min(length, Math.ceil(right - 1e-9)); at++) {
      sum += from[start + at * step]! * (Math.min(at + 1, right) - Math.max(at, left));
    }
    to[toStart + index * toStep] = sum / ratio;
  }
}

function largest(values: Float32Array, count: number): VectorPicture['top'] {
  const top: { index: number; value: number }[] = [];
  values.forEach((value, index) => {
    if (top.length === count && !(value > top[count - 1]!.value)) return;
    const at = top.findIndex((one) => value > one.value);
    top.splice(at < 0 ? top.length : at, 0, { index, value });
    if (top.length > count) top.pop();
  });
  return top;
}
