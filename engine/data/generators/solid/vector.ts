/** Places and directions in space: x to the right, y downwards, z away from the viewer, as in a picture with depth. */
export type Vector = readonly [number, number, number];

export function plus(a: Vector, b: Vector, times = 1): Vector {
  return [a[0] + b[0] * times, a[1] + b[1] * times, a[2] + b[2] * times];
}

export function scaled(a: Vector, by: number): Vector {
  return [a[0] * by, a[1] * by, a[2] * by];
}

export function between(a: Vector, b: Vector, share: number): Vector {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function unit(a: Vector): Vector {
  return scaled(a, 1 / (Math.sqrt(dot(a, a)) || 1));
}

/** A turn: about the vertical axis, then about the horizontal one, then within the picture (clockwise); radians. */
export interface Turn {
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
}

/** The three rows of the rotation that `turn` is. */
export type Rotation = readonly [Vector, Vector, Vector];

export function rotationOf({ yaw, pitch, roll }: Turn): Rotation {
  const [cy, sy, cp, sp, cr, sr] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch), Math.cos(roll), Math.sin(roll)];
  // Rows of roll · pitch · yaw.
  const x: Vector = [cy, 0, sy];
  const y: Vector = [sp * sy, cp, -sp * cy];
  const z: Vector = [-cp * sy, sp, cp * cy];
  return [plus(scaled(x, cr), y, -sr), plus(scaled(x, sr), y, cr), z];
}

export function rotated(rotation: Rotation, a: Vector): Vector {
  return [dot(rotation[0], a), dot(rotation[1], a), dot(rotation[2], a)];
}
