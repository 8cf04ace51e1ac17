/** Geometric distortions of outlines: affine, perspective and elastic, drawn at random from ranges. */
import type { RandomStream } from '../../core/random';
import type { Outline } from './outline';

export type Range = readonly [low: number, high: number];

export function draw(random: RandomStream, range: Range): number {
  return random.between(range[0], range[1]);
}

/** A draw from `range` with a random sign. */
export function drawSigned(random: RandomStream, range: Range): number {
  const value = draw(random, range);
  return random.uniform() < 0.5 ? -value : value;
}

export interface WarpRanges {
  /** Degrees, either direction. */
  readonly rotation: Range;
  /** Horizontal shift per unit of height: positive leans right. */
  readonly slant: Range;
  /** Width over height, relative to the original. */
  readonly aspect: Range;
  /** Change of scale from one border to the other, either direction. */
  readonly perspective: Range;
  /** Largest shift of the elastic waves, in pixels. */
  readonly elastic: Range;
  /** Length of the elastic waves, in pixels. */
  readonly wavelength: Range;
}

export type Warp = (outline: Outline) => Outline;

interface Wave {
  readonly amplitude: number;
  readonly frequencyX: number;
  readonly frequencyY: number;
  readonly phase: number;
}

function drawWave(random: RandomStream, ranges: WarpRanges): Wave {
  const angle = random.between(0, 2 * Math.PI);
  const frequency = (2 * Math.PI) / draw(random, ranges.wavelength);
  return {
    amplitude: draw(random, ranges.elastic),
    frequencyX: frequency * Math.cos(angle),
    frequencyY: frequency * Math.sin(angle),
    phase: random.between(0, 2 * Math.PI),
  };
}

function shift(wave: Wave, x: number, y: number): number {
  return wave.amplitude * Math.sin(wave.frequencyX * x + wave.frequencyY * y + wave.phase);
}

/** Draws a distortion about the origin; `size` is the picture's side in pixels, over which the perspective changes. */
export function drawWarp(random: RandomStream, ranges: WarpRanges, size: number): Warp {
  const angle = (drawSigned(random, ranges.rotation) * Math.PI) / 180;
  const slant = draw(random, ranges.slant);
  const widen = Math.sqrt(draw(random, ranges.aspect));
  const tiltX = drawSigned(random, ranges.perspective) / size;
  const tiltY = drawSigned(random, ranges.perspective) / size;
  const [waveX, waveY] = [drawWave(random, ranges), drawWave(random, ranges)];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];

  return (outline) =>
    outline.map((contour) => {
      const result = new Float64Array(contour.length);
      for (let at = 0; at < contour.length; at += 2) {
        const upright = contour[at + 1]! / widen;
        const leaning = contour[at]! * widen + slant * upright;
        const depth = 1 + tiltX * leaning + tiltY * upright;
        const x = (leaning * cos - upright * sin) / depth;
        const y = (leaning * sin + upright * cos) / depth;
        result[at] = x + shift(waveX, x, y);
        result[at + 1] = y + shift(waveY, x, y);
      }
      return result;
    });
}

export function moved(outline: Outline, dx: number, dy: number): Outline {
  return outline.map((contour) => contour.map((value, at) => value + (at % 2 === 0 ? dx : dy)));
}
