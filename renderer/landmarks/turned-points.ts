/** Points in space as they look from a side: turned about their middle, and told in shares of the view. */
import type { Point } from '../../engine/vision/answer';

/** Radians: `yaw` to the right, `pitch` downwards. */
export interface ViewTurn {
  readonly yaw: number;
  readonly pitch: number;
}

export interface TurnedPoint {
  /** −1 … 1 over the view, x to the right and y downwards. */
  readonly x: number;
  readonly y: number;
  /** −1 near … 1 far. */
  readonly depth: number;
}

/** What the points fill of the view, however they are turned. */
const FILLED = 0.88;

export function turnedPoints(points: readonly Pick<Point, 'x' | 'y' | 'z'>[], { yaw, pitch }: ViewTurn): TurnedPoint[] {
  const [x0, y0, z0] = (['x', 'y', 'z'] as const).map((axis) => middle(points.map((point) => point[axis]))) as [number, number, number];
  const reach = Math.max(...points.map(({ x, y, z }) => Math.hypot(x - x0, y - y0, z - z0)), 1e-6) / FILLED;
  const [cosYaw, sinYaw, cosPitch, sinPitch] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
  return points.map((point) => {
    const [x, y, z] = [(point.x - x0) / reach, (point.y - y0) / reach, (point.z - z0) / reach];
    const [turnedX, turnedZ] = [x * cosYaw + z * sinYaw, z * cosYaw - x * sinYaw];
    return { x: turnedX, y: y * cosPitch - turnedZ * sinPitch, depth: turnedZ * cosPitch + y * sinPitch };
  });
}

/** Halfway between the least and the most. */
function middle(values: readonly number[]): number {
  return (Math.min(...values) + Math.max(...values)) / 2;
}

/** How far the view is turned by a way of the pointer over a view of `size` pixels: half a turn from edge to edge. */
export function turnBy({ yaw, pitch }: ViewTurn, dx: number, dy: number, size: number): ViewTurn {
  const most = Math.PI / 2;
  const wrapped = ((yaw + (dx / size) * Math.PI + Math.PI) % (2 * Math.PI)) - Math.PI;
  return { yaw: wrapped < -Math.PI ? wrapped + 2 * Math.PI : wrapped, pitch: Math.min(Math.max(pitch + (dy / size) * Math.PI, -most), most) };
}

/** “20° right, 5° down”, for those who do not see the view. */
export function turnText({ yaw, pitch }: ViewTurn): string {
  const degrees = (angle: number): number => Math.round((angle * 180) / Math.PI);
  const [right, down] = [degrees(yaw), degrees(pitch)];
  const parts = [...(right === 0 ? [] : [`${Math.abs(right)}° ${right > 0 ? 'right' : 'left'}`]), ...(down === 0 ? [] : [`${Math.abs(down)}° ${down > 0 ? 'down' : 'up'}`])];
  return parts.length === 0 ? 'from the front' : parts.join(', ');
}
