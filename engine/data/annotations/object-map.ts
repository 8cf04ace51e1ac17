/** Shapes of annotated objects as one map of pixels: larger objects lie below smaller ones. */
import { MOST_INSTANCES, type Pixels } from '../dataset';
import type { AnnotatedObject, ObjectShape } from './annotation-set';
import { paintRuns } from './rle';

/** `undefined` unless every object has a shape and all can be numbered. Object k is k + 1 in the map. */
export function objectMap(objects: readonly AnnotatedObject[], width: number, height: number): Pixels | undefined {
  if (objects.length > MOST_INSTANCES || objects.some(({ shape, isCrowd }) => !shape && !isCrowd)) return undefined;
  const data = new Uint8Array(width * height);
  const order = [...objects.keys()].sort((a, b) => objects[b]!.width * objects[b]!.height - objects[a]!.width * objects[a]!.height);
  for (const index of order) {
    const { shape } = objects[index]!;
    if (shape) paintShape(shape, data, width, height, index + 1);
  }
  return { width, height, channels: 1, data };
}

function paintShape(shape: ObjectShape, data: Uint8Array, width: number, height: number, value: number): void {
  if (shape.kind === 'runs') {
    if (shape.runs.width === width && shape.runs.height === height) paintRuns(shape.runs, data, value);
    return;
  }
  for (const polygon of shape.polygons) paintPolygon(polygon, data, width, height, value);
}

/** Pixels whose centre lies inside by the even–odd rule. */
function paintPolygon(polygon: readonly number[], data: Uint8Array, width: number, height: number, value: number): void {
  const ys = polygon.filter((_, at) => at % 2 === 1);
  const last = Math.min(height - 1, Math.ceil(ys.reduce((a, b) => Math.max(a, b), 0)));
  for (let row = Math.max(0, Math.floor(ys.reduce((a, b) => Math.min(a, b), height))); row <= last; row++) {
    const crossings = crossingsAt(polygon, row + 0.5);
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const end = Math.min(width, Math.ceil(crossings[pair + 1]! - 0.5));
      for (let x = Math.max(0, Math.ceil(crossings[pair]! - 0.5)); x < end; x++) data[row * width + x] = value;
    }
  }
}

function crossingsAt(polygon: readonly number[], y: number): number[] {
  const crossings: number[] = [];
  for (let at = 0; at < polygon.length; at += 2) {
    const next = (at + 2) % polygon.length;
    const [x0, y0, x1, y1] = [polygon[at]!, polygon[at + 1]!, polygon[next]!, polygon[next + 1]!];
    if (y0 <= y !== y1 <= y) crossings.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
  }
  return crossings.sort((a, b) => a - b);
}
