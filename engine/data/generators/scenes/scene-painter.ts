/** A colour picture on which objects cover each other, with a map of what shows where, values 0 … 1. */
import type { RandomStream } from '../../../core/random';
import type { Pixels } from '../../dataset';
import { CoverageCanvas } from '../coverage';
import { developed } from '../grain';
import { boundsOf, type Bounds, type Outline } from '../outline';
import type { Colour } from '../scene';
import { moved } from '../warp';

/** The colour at a point, given from the middle of the picture with y up; written into `out`. */
export type Fill = (x: number, y: number, out: number[]) => void;

/** Shapes are filled in windows of these sizes: most are far smaller than the picture. */
const WINDOWS = [16, 32, 64, 128, 256, 512, 1024] as const;
const canvases = new Map<number, CoverageCanvas>();

/** Places across a shape where the brightness behind it is looked at. */
const LOOKED_AT = 16;

/** A pixel shows a shape that covers more than half of it. */
const SHOWS = 0.5;

export class ScenePainter {
  readonly values: Float32Array;
  /** Per pixel the number of the object that shows, 0 for none. */
  readonly owners: Uint8Array;

  constructor(readonly size: number) {
    this.values = new Float32Array(size * size * 3);
    this.owners = new Uint8Array(size * size);
  }

  /** Starts over with a picture that was painted before. */
  copyFrom({ values, owners }: ScenePainter): void {
    this.values.set(values);
    this.owners.set(owners);
  }

  paintAll(fill: Fill): void {
    const colour = [0, 0, 0];
    const middle = (this.size - 1) / 2;
    for (let pixel = 0; pixel < this.size * this.size; pixel++) {
      fill((pixel % this.size) - middle, middle - Math.floor(pixel / this.size), colour);
      for (let channel = 0; channel < 3; channel++) this.values[pixel * 3 + channel] = colour[channel]!;
    }
    this.owners.fill(0);
  }

  /** Paints an anti-aliased shape over what is there; `owner` is its number, 0 for what is no object. Returns how many pixels it took. */
  paint(outline: Outline, fill: Fill, owner: number): number {
    const bounds = boundsOf(outline);
    const side = WINDOWS.find((one) => one >= Math.max(bounds.right - bounds.left, bounds.top - bounds.bottom) + 2) ?? WINDOWS.at(-1)!;
    // Window and picture have even sides, so whole shifts keep pixels on pixels.
    const [shiftX, shiftY] = [Math.round((bounds.left + bounds.right) / 2), Math.round((bounds.bottom + bounds.top) / 2)];
    const coverage = canvasOf(side).fill(moved(outline, -shiftX, -shiftY));
    const [left, top] = [this.size / 2 + shiftX - side / 2, this.size / 2 - shiftY - side / 2];
    const colour = [0, 0, 0];
    const middle = (this.size - 1) / 2;
    let taken = 0;
    for (let row = Math.max(0, -top); row < Math.min(side, this.size - top); row++) {
      for (let column = Math.max(0, -left); column < Math.min(side, this.size - left); column++) {
        const share = coverage[row * side + column]!;
        if (share === 0) continue;
        const pixel = (top + row) * this.size + left + column;
        fill(left + column - middle, middle - (top + row), colour);
        for (let channel = 0; channel < 3; channel++) this.values[pixel * 3 + channel]! += (colour[channel]! - this.values[pixel * 3 + channel]!) * share;
        if (share <= SHOWS) continue;
        this.owners[pixel] = owner;
        taken++;
      }
    }
    return taken;
  }

  /** How bright a few hundred pixels within the bounds are, 0 … 1. */
  brightnesses({ left, right, bottom, top }: Bounds): number[] {
    const half = this.size / 2;
    const clamp = (value: number) => Math.min(this.size - 1, Math.max(0, Math.floor(value)));
    const step = Math.max(1, Math.floor((right - left) / LOOKED_AT));
    const { values } = this;
    const found: number[] = [];
    for (let y = clamp(half - top); y <= clamp(half - bottom); y += step) {
      for (let x = clamp(half + left); x <= clamp(half + right); x += step) {
        const at = (y * this.size + x) * 3;
        found.push(Math.max(values[at]!, values[at + 1]!, values[at + 2]!));
      }
    }
    return found;
  }

  /** The finished picture with pixel noise of standard deviation `noise`. */
  develop(random: RandomStream, noise: number): Pixels {
    return { width: this.size, height: this.size, channels: 3, data: developed(this.values, random, noise) };
  }
}

function canvasOf(side: number): CoverageCanvas {
  const known = canvases.get(side) ?? new CoverageCanvas(side, side);
  canvases.set(side, known);
  return known;
}

/** A colour that a light from one side changes by `strength` from edge to edge of something as large as `reach`. */
export function shaded(colour: Colour, strength: number, angle: number, reach: number): Fill {
  const [dx, dy] = [(Math.cos(angle) * strength) / reach, (Math.sin(angle) * strength) / reach];
  return (x, y, out) => {
    const light = 1 + x * dx + y * dy;
    for (let channel = 0; channel < 3; channel++) out[channel] = Math.min(1, Math.max(0, colour[channel]! * light));
  };
}

/** Two colours mixed by a texture. */
export function textured(first: Colour, second: Colour, share: (x: number, y: number) => number): Fill {
  return (x, y, out) => {
    const mixture = share(x, y);
    for (let channel = 0; channel < 3; channel++) out[channel] = first[channel]! + (second[channel]! - first[channel]!) * mixture;
  };
}
