/**
 * Resizing by area-weighted bilinear interpolation: enlarging is bilinear, shrinking averages everything under a pixel
 * (the filter widens with the factor), so fine patterns do not turn into moiré. Pure TypeScript; runs in browsers too.
 */
import type { Pixels } from './dataset';

/** The part of the source that is shown, in pixels; fractions are allowed. */
export interface Window {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** For each output position, the first source position and the weights from there on. */
interface Axis {
  readonly first: Int32Array;
  readonly weights: Float32Array;
  /** Weights per output position. */
  readonly taps: number;
}

const axes = new Map<string, Axis>();
const KEPT_AXES = 64;

function axisOf(sourceLength: number, start: number, length: number, outLength: number): Axis {
  const key = `${sourceLength}/${start}/${length}/${outLength}`;
  const known = axes.get(key);
  if (known) return known;
  const axis = computeAxis(sourceLength, start, length, outLength);
  // Data sets have few sizes; where every picture has its own, the tables are cheap to make again.
  if (axes.size >= KEPT_AXES) axes.clear();
  axes.set(key, axis);
  return axis;
}

function computeAxis(sourceLength: number, start: number, length: number, outLength: number): Axis {
  const factor = length / outLength;
  const radius = Math.max(1, factor);
  const taps = Math.min(sourceLength, Math.ceil(radius * 2) + 1);
  const first = new Int32Array(outLength);
  const weights = new Float32Array(outLength * taps);
  for (let index = 0; index < outLength; index++) {
    const centre = start + (index + 0.5) * factor - 0.5;
    const from = Math.max(0, Math.min(sourceLength - taps, Math.ceil(centre - radius)));
    first[index] = from;
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      const weight = Math.max(0, 1 - Math.abs(from + tap - centre) / radius);
      weights[index * taps + tap] = weight;
      sum += weight;
    }
    // Only an output position beyond the border has no weight at all: it shows the border pixel.
    if (sum === 0) weights[index * taps + (centre < from ? 0 : taps - 1)] = sum = 1;
    for (let tap = 0; tap < taps; tap++) weights[index * taps + tap]! /= sum;
  }
  return { first, weights, taps };
}

/** Resizes a window of the picture to `width` × `height`. */
export function resample(pixels: Pixels, window: Window, width: number, height: number): Pixels {
  const { channels } = pixels;
  const whole = window.x === 0 && window.y === 0 && window.width === pixels.width && window.height === pixels.height;
  if (whole && width === pixels.width && height === pixels.height) return pixels;
  const across = axisOf(pixels.width, window.x, window.width, width);
  const down = axisOf(pixels.height, window.y, window.height, height);
  const data = new Uint8Array(width * height * channels);
  const rowLength = width * channels;
  const sums = new Float32Array(rowLength);
  // Rows are narrowed once and kept only while an output row still needs them, so memory does not grow with the source.
  const narrowed = Array.from({ length: Math.min(down.taps, pixels.height) }, () => new Float32Array(rowLength));
  const held = new Int32Array(narrowed.length).fill(-1);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let tap = 0; tap < down.taps; tap++) {
      const weight = down.weights[y * down.taps + tap]!;
      if (weight === 0) continue;
      const row = down.first[y]! + tap;
      const slot = row % narrowed.length;
      const line = narrowed[slot]!;
      if (held[slot] !== row) {
        narrowRow(pixels, row, across, line);
        held[slot] = row;
      }
      for (let index = 0; index < rowLength; index++) sums[index]! += weight * line[index]!;
    }
    for (let index = 0, to = y * rowLength; index < rowLength; index++, to++) data[to] = sums[index]! + 0.5;
  }
  return { width, height, channels, data };
}

function narrowRow({ width, channels, data }: Pixels, row: number, { first, weights, taps }: Axis, out: Float32Array): void {
  const start = row * width * channels;
  for (let x = 0, to = 0; x < first.length; x++) {
    const base = start + first[x]! * channels;
    for (let channel = 0; channel < channels; channel++, to++) {
      let sum = 0;
      for (let tap = 0, at = base + channel; tap < taps; tap++, at += channels) sum += weights[x * taps + tap]! * data[at]!;
      out[to] = sum;
    }
  }
}
