/** A curved sheet on a `SolidCanvas`: given by where each of its points lies, seen from outside only. */
import type { Colour } from '../scene';
import type { SolidCanvas } from './solid-canvas';
import { plus, scaled, unit, type Vector } from './vector';

export interface Patch {
  /** Cells down and across; more make it smoother. */
  readonly rows: number;
  readonly columns: number;
  /** Where a point lies on the canvas, in its pixels; `across` and `down` run from 0 to 1. */
  place(across: number, down: number): Vector;
  paint(across: number, down: number): Colour;
}

interface Corner {
  readonly at: Vector;
  readonly direction: Vector;
  readonly across: number;
  readonly down: number;
}

export function paintPatch(canvas: SolidCanvas, patch: Patch): void {
  const corners = cornersOf(patch);
  const stride = patch.columns + 1;
  for (let row = 0; row < patch.rows; row++) {
    for (let column = 0; column < patch.columns; column++) {
      const first = row * stride + column;
      const [a, b, c, d] = [corners[first]!, corners[first + 1]!, corners[first + stride]!, corners[first + stride + 1]!];
      paintTriangle(canvas, a, b, c, patch);
      paintTriangle(canvas, b, d, c, patch);
    }
  }
}

function cornersOf({ rows, columns, place }: Patch): Corner[] {
  const places = Array.from({ length: (rows + 1) * (columns + 1) }, (_, at) => place((at % (columns + 1)) / columns, Math.floor(at / (columns + 1)) / rows));
  const stride = columns + 1;
  return places.map((at, index) => {
    const [row, column] = [Math.floor(index / stride), index % stride];
    const along = plus(places[row * stride + Math.min(column + 1, columns)]!, places[row * stride + Math.max(column - 1, 0)]!, -1);
    const below = plus(places[Math.min(row + 1, rows) * stride + column]!, places[Math.max(row - 1, 0) * stride + column]!, -1);
    return { at, direction: unit(cross(below, along)), across: column / columns, down: row / rows };
  });
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function paintTriangle(canvas: SolidCanvas, a: Corner, b: Corner, c: Corner, { paint }: Patch): void {
  const area = (b.at[0] - a.at[0]) * (c.at[1] - a.at[1]) - (b.at[1] - a.at[1]) * (c.at[0] - a.at[0]);
  // Corners run clockwise in the picture where the outer side is turned to the viewer.
  if (area <= 0) return;
  const [left, right] = [Math.min(a.at[0], b.at[0], c.at[0]), Math.max(a.at[0], b.at[0], c.at[0])];
  const [top, bottom] = [Math.min(a.at[1], b.at[1], c.at[1]), Math.max(a.at[1], b.at[1], c.at[1])];
  for (let y = Math.max(Math.ceil(top - 0.5), 0); y + 0.5 <= bottom && y < canvas.height; y++) {
    for (let x = Math.max(Math.ceil(left - 0.5), 0); x + 0.5 <= right && x < canvas.width; x++) {
      const [px, py] = [x + 0.5, y + 0.5];
      const ofB = ((px - a.at[0]) * (c.at[1] - a.at[1]) - (py - a.at[1]) * (c.at[0] - a.at[0])) / area;
      const ofC = ((b.at[0] - a.at[0]) * (py - a.at[1]) - (b.at[1] - a.at[1]) * (px - a.at[0])) / area;
      const ofA = 1 - ofB - ofC;
      if (ofA < 0 || ofB < 0 || ofC < 0) continue;
      const at = y * canvas.width + x;
      const depth = ofA * a.at[2] + ofB * b.at[2] + ofC * c.at[2];
      if (depth >= canvas.depth[at]!) continue;
      const turned = plus(plus(scaled(a.direction, ofA), b.direction, ofB), c.direction, ofC);
      canvas.put(at, depth, unit(turned), paint(ofA * a.across + ofB * b.across + ofC * c.across, ofA * a.down + ofB * b.down + ofC * c.down));
    }
  }
}
