/** What parts of a picture look like, in numbers that are added up where parts are joined (Uijlings et al. 2013). */
import { blurred, type Planes } from './colours';
import type { Segments } from './segment';

/** The smallest box of whole pixels around a part: its right and bottom are the first ones beyond it. */
export interface Extent {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Part {
  /** In pixels. */
  readonly size: number;
  readonly extent: Extent;
  /** Shares of its pixels per step of colour, and of slope, of each channel; either adds up to 1. */
  readonly colours: Float32Array;
  readonly texture: Float32Array;
}

const COLOUR_STEPS = 25;
const DIRECTIONS = 8;
const SLOPE_STEPS = 10;
/** From this slope on, in steps of colour per pixel, all are one. */
const STEEPEST = 64;

export function partsOf(picture: Planes, { count, labels }: Segments): Part[] {
  const { width, planes } = picture;
  const [sizes, extents] = [new Int32Array(count), Array.from({ length: count }, () => ({ left: Infinity, top: Infinity, right: 0, bottom: 0 }))];
  labels.forEach((label, pixel) => {
    const x = pixel % width;
    const y = (pixel - x) / width;
    const extent = extents[label]!;
    sizes[label] = sizes[label]! + 1;
    extent.left = Math.min(extent.left, x);
    extent.top = Math.min(extent.top, y);
    extent.right = Math.max(extent.right, x + 1);
    extent.bottom = Math.max(extent.bottom, y + 1);
  });
  const colours = histograms(planes, COLOUR_STEPS, 255, labels, sizes);
  const texture = histograms(slopesOf(picture), SLOPE_STEPS, STEEPEST, labels, sizes);
  return extents.map((extent, label) => ({ size: sizes[label]!, extent, colours: colours[label]!, texture: texture[label]! }));
}

/** How steeply each channel rises in each of eight directions; falls count as flat, for the opposite direction has them. */
function slopesOf(picture: Planes): Float32Array[] {
  const { width, height, planes } = blurred(picture, 1);
  return planes.flatMap((plane) => {
    const directions = Array.from({ length: DIRECTIONS }, (_, index) => (index * 2 * Math.PI) / DIRECTIONS);
    const turns = directions.map((angle) => ({ across: Math.cos(angle) / 2, down: Math.sin(angle) / 2, slope: new Float32Array(plane.length) }));
    for (let y = 0, pixel = 0; y < height; y++) {
      for (let x = 0; x < width; x++, pixel++) {
        const right = plane[pixel + Number(x + 1 < width)]! - plane[pixel - Number(x > 0)]!;
        const below = plane[pixel + Number(y + 1 < height) * width]! - plane[pixel - Number(y > 0) * width]!;
        for (const { across, down, slope } of turns) slope[pixel] = Math.max(0, right * across + below * down);
      }
    }
    return turns.map(({ slope }) => slope);
  });
}

/** Per part one share for each step of each plane. */
function histograms(planes: readonly Float32Array[], steps: number, most: number, labels: Int32Array, sizes: Int32Array): Float32Array[] {
  const width = planes.length * steps;
  const counts = new Int32Array(sizes.length * width);
  planes.forEach((plane, index) => {
    for (let pixel = 0; pixel < labels.length; pixel++) {
      const step = Math.max(0, Math.min(steps - 1, Math.floor((plane[pixel]! * steps) / most)));
      const at = labels[pixel]! * width + index * steps + step;
      counts[at] = counts[at]! + 1;
    }
  });
  return Array.from(sizes, (size, label) => Float32Array.from(counts.subarray(label * width, (label + 1) * width), (count) => count / (size * planes.length)));
}

export function joined(a: Part, b: Part): Part {
  const size = a.size + b.size;
  const mixed = (one: Float32Array, other: Float32Array) => one.map((share, step) => (share * a.size + other[step]! * b.size) / size);
  return { size, extent: extentAround(a.extent, b.extent), colours: mixed(a.colours, b.colours), texture: mixed(a.texture, b.texture) };
}

export function extentAround(a: Extent, b: Extent): Extent {
  return { left: Math.min(a.left, b.left), top: Math.min(a.top, b.top), right: Math.max(a.right, b.right), bottom: Math.max(a.bottom, b.bottom) };
}
