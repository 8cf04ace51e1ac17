/**
 * Round limbs and balls in depth: what is nearer hides what is farther. Surfaces leave their direction, their colour and
 * their distance in every pixel, and `shade.ts` lights them afterwards. Rays are parallel; whoever draws brings perspective
 * into the places and radii.
 */
import type { Colour } from '../scene';
import { dot, type Vector } from './vector';

/** A ball with its middle and radius in pixels. */
export interface Ball {
  readonly at: Vector;
  readonly radius: number;
}

/** The colour of a point of a surface, from its direction and its place along the limb (0 at its first end, 1 at its second). */
export type Paint = Colour | ((direction: Vector, along: number) => Colour);

const FAR = Infinity;

export class SolidCanvas {
  /** Distance from the picture's plane; infinite where nothing stands. */
  readonly depth: Float32Array;
  /** Three numbers per pixel: the direction of the surface. */
  readonly directions: Float32Array;
  /** 1 where what stands there is one body with the limbs beside it. */
  private readonly soft: Uint8Array;
  private readonly sums: Float32Array;
  /** Red, green, blue of the surface before light falls on it, 0 … 1. */
  readonly colours: Float32Array;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.depth = new Float32Array(width * height);
    this.directions = new Float32Array(width * height * 3);
    this.colours = new Float32Array(width * height * 3);
    this.soft = new Uint8Array(width * height);
    this.sums = new Float32Array(width * height * 3);
    this.clear();
  }

  clear(): void {
    this.depth.fill(FAR);
    this.soft.fill(0);
  }

  /** Evens out the directions of soft limbs over `radius` pixels: limbs that stand side by side become one rounded body. */
  soften(radius: number): void {
    const { directions, sums, soft } = this;
    for (const step of [1, this.width]) {
      for (let at = 0; at < soft.length; at++) if (soft[at]) this.addAround(at, step, Math.round(radius));
      for (let at = 0; at < soft.length; at++) {
        if (!soft[at]) continue;
        const [x, y, z] = [sums[at * 3]!, sums[at * 3 + 1]!, sums[at * 3 + 2]!];
        const scale = 1 / (Math.sqrt(x * x + y * y + z * z) || 1);
        directions[at * 3] = x * scale;
        directions[at * 3 + 1] = y * scale;
        directions[at * 3 + 2] = z * scale;
      }
    }
  }

  /** The sum of the directions of every other soft pixel along one axis, as far as they are as deep as this one. */
  private addAround(at: number, step: number, radius: number): void {
    const { depth, directions, soft } = this;
    const place = step === 1 ? at % this.width : Math.floor(at / this.width);
    const end = step === 1 ? this.width : this.height;
    const most = Math.min(radius, end - 1 - place);
    const here = depth[at]!;
    let [x, y, z] = [directions[at * 3]!, directions[at * 3 + 1]!, directions[at * 3 + 2]!];
    for (let away = -Math.min(radius, place); away <= most; away += 2) {
      const other = at + away * step;
      if (!soft[other] || Math.abs(depth[other]! - here) > radius) continue;
      x += directions[other * 3]!;
      y += directions[other * 3 + 1]!;
      z += directions[other * 3 + 2]!;
    }
    this.sums[at * 3] = x;
    this.sums[at * 3 + 1] = y;
    this.sums[at * 3 + 2] = z;
  }

  /** The limb that holds every ball on the way from one to the other. */
  limb(from: Ball, to: Ball, paint: Paint, isSoft = false): void {
    const [ax, ay, az] = from.at;
    const [bx, by, bz] = [to.at[0] - ax, to.at[1] - ay, to.at[2] - az];
    const slimmer = from.radius - to.radius;
    const lengthSquare = bx * bx + by * by + bz * bz;
    const flank = lengthSquare - slimmer * slimmer;
    // One end holds the other: a ball is all that can be seen.
    if (flank <= 1e-6) return this.ball(slimmer > 0 ? from : to, paint, slimmer > 0 ? 0 : 1, isSoft);
    const a = flank - bz * bz;
    const left = Math.floor(Math.min(ax - from.radius, to.at[0] - to.radius));
    const right = Math.ceil(Math.max(ax + from.radius, to.at[0] + to.radius));
    const top = Math.floor(Math.min(ay - from.radius, to.at[1] - to.radius));
    const bottom = Math.ceil(Math.max(ay + from.radius, to.at[1] + to.radius));
    for (let y = Math.max(top, 0); y < Math.min(bottom, this.height); y++) {
      for (let x = Math.max(left, 0); x < Math.min(right, this.width); x++) {
        // A ray from the plane z = 0 into the depth, relative to the first end (I. Quilez, "Rounded cone – intersection").
        const [ox, oy] = [x + 0.5 - ax, y + 0.5 - ay];
        const along = bx * ox + by * oy - bz * az;
        const square = ox * ox + oy * oy + az * az;
        const b = flank * -az - along * bz + bz * slimmer * from.radius;
        const c = flank * square - along * along + 2 * along * slimmer * from.radius - lengthSquare * from.radius * from.radius;
        const within = b * b - a * c;
        if (within < 0) continue;
        const distance = (-Math.sqrt(within) - b) / a;
        const place = along - from.radius * slimmer + distance * bz;
        if (place <= 0 || place >= flank) continue;
        const at = y * this.width + x;
        if (distance >= this.depth[at]!) continue;
        const [nx, ny, nz] = [flank * ox - bx * place, flank * oy - by * place, flank * (distance - az) - bz * place];
        const scale = 1 / Math.sqrt(nx * nx + ny * ny + nz * nz);
        this.put(at, distance, [nx * scale, ny * scale, nz * scale], paint, place / flank, isSoft);
      }
    }
    this.ball(from, paint, 0, isSoft);
    this.ball(to, paint, 1, isSoft);
  }

  ball({ at: [ax, ay, az], radius }: Ball, paint: Paint, along = 0, isSoft = false): void {
    for (let y = Math.max(Math.floor(ay - radius), 0); y < Math.min(Math.ceil(ay + radius), this.height); y++) {
      for (let x = Math.max(Math.floor(ax - radius), 0); x < Math.min(Math.ceil(ax + radius), this.width); x++) {
        const [ox, oy] = [x + 0.5 - ax, y + 0.5 - ay];
        const rest = radius * radius - ox * ox - oy * oy;
        if (rest <= 0) continue;
        const towards = Math.sqrt(rest);
        const at = y * this.width + x;
        if (az - towards >= this.depth[at]!) continue;
        this.put(at, az - towards, [ox / radius, oy / radius, -towards / radius], paint, along, isSoft);
      }
    }
  }

  /** Sets a pixel; whoever calls has seen that nothing nearer stands there. */
  put(at: number, depth: number, direction: Vector, paint: Paint, along = 0, isSoft = false): void {
    this.depth[at] = depth;
    this.soft[at] = isSoft ? 1 : 0;
    const colour = typeof paint === 'function' ? paint(direction, along) : paint;
    const first = at * 3;
    this.directions[first] = direction[0];
    this.directions[first + 1] = direction[1];
    this.directions[first + 2] = direction[2];
    this.colours[first] = colour[0]!;
    this.colours[first + 1] = colour[1]!;
    this.colours[first + 2] = colour[2]!;
  }

  /** How much of a ball of `radius` around a place is not hidden: 1 where its surface is the nearest there is, 0 outside the picture. */
  seen(place: Vector, radius: number): number {
    let [open, all] = [0, 0];
    for (const [dx, dy] of AROUND) {
      const [x, y] = [Math.round(place[0] + dx * radius - 0.5), Math.round(place[1] + dy * radius - 0.5)];
      if (x < 0 || y < 0 || x >= this.width || y >= this.height) continue;
      all++;
      // Its own surface is one radius nearer than its middle; a radius more is still the same limb.
      if (this.depth[y * this.width + x]! > place[2] - 2.2 * radius) open++;
    }
    return all === 0 ? 0 : open / all;
  }
}

/** The middle and four places halfway to the edge. */
const AROUND: readonly (readonly [number, number])[] = [[0, 0], [0.5, 0], [-0.5, 0], [0, 0.5], [0, -0.5]];

/** How much of a direction points to another, never less than 0. */
export function facing(direction: Vector, to: Vector): number {
  return Math.max(dot(direction, to), 0);
}
