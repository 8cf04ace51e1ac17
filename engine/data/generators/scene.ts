/** A small colour picture that shapes are painted on, values 0 … 1. */
import type { RandomStream } from '../../core/random';
import type { Pixels } from '../dataset';
import { CoverageCanvas } from './coverage';
import { developed } from './grain';
import type { Outline } from './outline';

export type Colour = readonly number[];

/** Hue in turns, saturation and value 0 … 1, to red, green, blue. */
export function colourOf(hue: number, saturation: number, value: number): Colour {
  return [5, 3, 1].map((offset) => {
    const sector = (offset + hue * 6) % 6;
    return value - value * saturation * Math.max(0, Math.min(sector, 4 - sector, 1));
  });
}

export class Scene {
  private readonly values: Float32Array;
  private readonly canvas: CoverageCanvas;

  constructor(
    readonly size: number,
    readonly channels: 1 | 3,
  ) {
    this.values = new Float32Array(size * size * channels);
    this.canvas = new CoverageCanvas(size, size);
  }

  /** Sets every pixel to a mixture of two colours; `share` says how much of `second`, given x and y from the middle. */
  paintBackground(first: Colour, second: Colour, share: (x: number, y: number) => number): void {
    const middle = (this.size - 1) / 2;
    for (let pixel = 0; pixel < this.size * this.size; pixel++) {
      const mixture = share((pixel % this.size) - middle, middle - Math.floor(pixel / this.size));
      for (let channel = 0; channel < this.channels; channel++) {
        this.values[pixel * this.channels + channel] = first[channel]! + (second[channel]! - first[channel]!) * mixture;
      }
    }
  }

  /** Paints an anti-aliased shape over what is there. */
  paint(outline: Outline, colour: Colour): void {
    const coverage = this.canvas.fill(outline);
    for (let pixel = 0; pixel < coverage.length; pixel++) {
      const share = coverage[pixel]!;
      if (share === 0) continue;
      for (let channel = 0; channel < this.channels; channel++) {
        const at = pixel * this.channels + channel;
        this.values[at]! += (colour[channel]! - this.values[at]!) * share;
      }
    }
  }

  /** The finished picture with pixel noise of standard deviation `noise`. */
  develop(random: RandomStream, noise: number): Pixels {
    const data = developed(this.values, random, noise);
    return { width: this.size, height: this.size, channels: this.channels, data };
  }
}
