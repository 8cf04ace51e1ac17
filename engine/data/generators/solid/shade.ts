/** Light on what stands on a `SolidCanvas`, laid over a background with smooth edges. */
import type { SolidCanvas } from './solid-canvas';
import type { Vector } from './vector';

export interface Light {
  /** From the surface to the light, of length 1. */
  readonly direction: Vector;
  /** Light that comes from everywhere, and from the direction. */
  readonly ambient: number;
  readonly strength: number;
  /** Factors of red, green and blue. */
  readonly tint: Vector;
  /** How much surfaces shine, 0 … 1. */
  readonly gloss: number;
}

/** Light goes a little into skin, and comes back redder: shadows of skin are warm. */
const WARMTH: Vector = [0.1, 0.02, 0];
/** Where corners are looked for that less light reaches, in pixels of the canvas. */
const CORNERS = [[3, 0], [-3, 0], [0, 3], [0, -3], [5, 5], [-5, 5], [5, -5], [-5, -5]] as const;

/**
 * Lights the canvas and lays it over `values` (red, green, blue per pixel of a picture whose sides are `canvas / finer`).
 * A corner counts as dark where its neighbours are up to `reach` pixels nearer.
 */
export function shade(canvas: SolidCanvas, light: Light, values: Float32Array, finer: number, reach: number): void {
  const width = canvas.width / finer;
  const share = 1 / (finer * finer);
  const sum = new Float64Array(3);
  for (let pixel = 0; pixel < values.length / 3; pixel++) {
    const x = pixel % width;
    const first = (pixel - x) * finer * finer + x * finer;
    let covered = 0;
    sum.fill(0);
    for (let inner = 0; inner < finer * finer; inner++) {
      const at = first + Math.floor(inner / finer) * canvas.width + (inner % finer);
      if (canvas.depth[at] === Infinity) continue;
      covered += share;
      addLight(canvas, at, light, reach, sum);
    }
    if (covered === 0) continue;
    for (let channel = 0; channel < 3; channel++) {
      const at = pixel * 3 + channel;
      values[at] = values[at]! * (1 - covered) + sum[channel]! * share;
    }
  }
}

/** Adds what the surface at a place sends to the viewer. */
function addLight(canvas: SolidCanvas, at: number, { direction, ambient, strength, tint, gloss }: Light, reach: number, sum: Float64Array): void {
  const [nx, ny, nz] = [canvas.directions[at * 3]!, canvas.directions[at * 3 + 1]!, canvas.directions[at * 3 + 2]!];
  const towards = nx * direction[0] + ny * direction[1] + nz * direction[2];
  const open = 1 - 0.75 * cornerDarkness(canvas, at, reach);
  // Half of the way around a limb is lit a little, as soft light from a window does.
  const diffuse = Math.max((towards + 0.25) / 1.25, 0);
  const halfway = Math.max(towards - nz, 0) / Math.sqrt(2 - 2 * direction[2]);
  const shine = gloss > 0 ? gloss * Math.pow(halfway, 24) : 0;
  const brightness = (ambient + strength * diffuse) * open * (1 - (1 - Math.abs(nz)) * 0.35);
  for (let channel = 0; channel < 3; channel++) {
    const warm = WARMTH[channel]! * (1 - diffuse);
    sum[channel]! += Math.min(canvas.colours[at * 3 + channel]! * tint[channel]! * (brightness + warm) + shine, 1);
  }
}

/** 0 where nothing near stands out, 1 at the bottom of a corner. */
function cornerDarkness(canvas: SolidCanvas, at: number, reach: number): number {
  const here = canvas.depth[at]!;
  const x = at % canvas.width;
  const y = (at - x) / canvas.width;
  let dark = 0;
  for (const [dx, dy] of CORNERS) {
    const [besideX, besideY] = [x + dx, y + dy];
    if (besideX < 0 || besideY < 0 || besideX >= canvas.width || besideY >= canvas.height) continue;
    const nearer = here - canvas.depth[besideY * canvas.width + besideX]!;
    if (nearer > 1) dark += Math.min(nearer / reach, 1);
  }
  return dark / CORNERS.length;
}
