/** Boxes and polygons under somebody's hands: made, moved, stretched, bent. Whole pixels, and never outside of the picture. */
import type { LabelledObject } from '../../engine/data/annotations/labels';
import { outlinesOf } from '../../engine/data/annotations/outline';
import { paintRuns } from '../../engine/data/annotations/rle';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

type Shape = Pick<LabelledObject, 'x' | 'y' | 'width' | 'height' | 'polygons'>;

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** The nearest corner of a pixel. */
export function snap({ x, y }: Place, { width, height }: Size): Place {
  return { x: clamp(Math.round(x), 0, width), y: clamp(Math.round(y), 0, height) };
}

/** Undefined where it has no width or height. */
export function boxBetween(a: Place, b: Place): Shape | undefined {
  const box = { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
  return box.width > 0 && box.height > 0 ? box : undefined;
}

/** Undefined where it has no width or height, or fewer than three points. */
export function polygonOf(points: readonly number[]): Shape | undefined {
  return points.length < 6 ? undefined : around([points]);
}

function around(polygons: readonly (readonly number[])[]): Shape | undefined {
  const all = polygons.flat();
  const xs = all.filter((_, at) => at % 2 === 0);
  const ys = all.filter((_, at) => at % 2 === 1);
  const [left, top, right, bottom] = [least(xs), least(ys), -least(xs.map((x) => -x)), -least(ys.map((y) => -y))];
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top, polygons } : undefined;
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

/** With another shape; what the file said of its area no longer holds. */
export function reshaped(object: LabelledObject, shape: Shape): LabelledObject {
  const { area: _, polygons: __, ...rest } = object;
  return { ...rest, ...shape };
}

/** As far as the picture goes. */
export function moved(object: LabelledObject, by: Place, picture: Size): LabelledObject {
  const dx = clamp(by.x, -object.x, picture.width - object.x - object.width);
  const dy = clamp(by.y, -object.y, picture.height - object.y - object.height);
  if (dx === 0 && dy === 0) return object;
  const polygons = object.polygons?.map((points) => points.map((value, at) => value + (at % 2 === 0 ? dx : dy)));
  // Moving changes no area.
  return { ...object, x: object.x + dx, y: object.y + dy, ...(polygons && { polygons }) };
}

/** Into another box; the points of a polygon keep their places in it. At least one pixel remains. */
export function stretched(object: LabelledObject, box: Place & Size, picture: Size): LabelledObject {
  const x = clamp(Math.round(box.x), 0, picture.width - 1);
  const y = clamp(Math.round(box.y), 0, picture.height - 1);
  const width = clamp(Math.round(box.width), 1, picture.width - x);
  const height = clamp(Math.round(box.height), 1, picture.height - y);
  if (!object.polygons) return reshaped(object, { x, y, width, height });
  const polygons = object.polygons.map((points) => points.map((value, at) => (at % 2 === 0 ? x + ((value - object.x) * width) / object.width : y + ((value - object.y) * height) / object.height)));
  return reshaped(object, { x, y, width, height, polygons });
}

/** A corner or the middle of a side, as shares of width and height: 0, ½ or 1 each. */
export type Handle = readonly [number, number];

export const HANDLES: readonly Handle[] = [[0, 0], [0.5, 0], [1, 0], [1, 0.5], [1, 1], [0.5, 1], [0, 1], [0, 0.5]];

/** With a handle of the box dragged to a place; dragged past the other side, the box turns over. */
export function dragged(object: LabelledObject, [hx, hy]: Handle, to: Place, picture: Size): LabelledObject {
  const { x, y, width, height } = object;
  const place = snap(to, picture);
  const across = hx === 0.5 ? [x, x + width] : [hx === 0 ? x + width : x, place.x];
  const down = hy === 0.5 ? [y, y + height] : [hy === 0 ? y + height : y, place.y];
  const box = boxBetween({ x: across[0]!, y: down[0]! }, { x: across[1]!, y: down[1]! });
  return box ? reshaped(object, box) : object;
}

/** Which point of which polygon of an object. */
export interface Corner {
  readonly polygon: number;
  readonly point: number;
}

export function withCorner(object: LabelledObject, { polygon, point }: Corner, to: Place, picture: Size): LabelledObject {
  const { x, y } = snap(to, picture);
  return bent(object, polygon, (points) => points.map((value, at) => (at === 2 * point ? x : at === 2 * point + 1 ? y : value)));
}

/** Behind the point of a corner. */
export function withNewCorner(object: LabelledObject, { polygon, point }: Corner, at: Place, picture: Size): LabelledObject {
  const { x, y } = snap(at, picture);
  return bent(object, polygon, (points) => points.toSpliced(2 * point + 2, 0, x, y));
}

/** The same object where only three points are left. */
export function withoutCorner(object: LabelledObject, { polygon, point }: Corner): LabelledObject {
  return bent(object, polygon, (points) => (points.length <= 6 ? points : points.toSpliced(2 * point, 2)));
}

function bent(object: LabelledObject, polygon: number, change: (points: readonly number[]) => readonly number[]): LabelledObject {
  const before = object.polygons?.[polygon];
  if (!before) return object;
  const points = change(before);
  const shape = points === before ? undefined : around(object.polygons!.with(polygon, points));
  return shape ? reshaped(object, shape) : object;
}

/** How far a point that is left out of an outline may lie beside its line, in pixels. */
const OUTLINE_TOLERANCE = 0.8;

/** Pixels that were painted elsewhere as polygons, which can be bent; the same object where there are none. */
export function outlined(object: LabelledObject): LabelledObject {
  const { runs, ...rest } = object;
  if (!runs) return object;
  const data = new Uint8Array(runs.width * runs.height);
  paintRuns(runs, data, 1);
  const shape = around(outlinesOf({ width: runs.width, height: runs.height, data }, OUTLINE_TOLERANCE));
  return shape ? reshaped(rest, shape) : object;
}

/** As it fits into another picture: what lies outside is cut off. Undefined where nothing is left, or pixels would not fit. */
export function fitted(object: LabelledObject, picture: Size): LabelledObject | undefined {
  if (object.runs) return object.runs.width === picture.width && object.runs.height === picture.height ? object : undefined;
  const { x, y, width, height } = object;
  if (x >= 0 && y >= 0 && x + width <= picture.width && y + height <= picture.height) return object;
  const [left, top] = [clamp(x, 0, picture.width), clamp(y, 0, picture.height)];
  const polygons = object.polygons?.map((points) => points.map((value, at) => clamp(value, 0, at % 2 === 0 ? picture.width : picture.height)));
  const shape = polygons ? around(polygons) : boxBetween({ x: left, y: top }, { x: clamp(x + width, 0, picture.width), y: clamp(y + height, 0, picture.height) });
  return shape && reshaped(object, shape);
}
