/** Labels as a person draws them: objects of one picture, and the classes that a folder knows. Without Node: the window draws with it. */
import type { Rle } from './rle';

export interface LabelCategory {
  /** Its number in the file: the first class has 1. */
  readonly id: number;
  readonly name: string;
}

/** An object of a picture, in pixels of the upright picture. */
export interface LabelledObject {
  /** Its number in the file, of its own among all pictures. */
  readonly id: number;
  readonly category: number;
  /** The upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** x and y of at least three points each, alternately; their bounds are the box. */
  readonly polygons?: readonly (readonly number[])[];
  /** Pixels that another program painted. They are kept and cannot be reshaped. */
  readonly runs?: Rle;
  readonly isCrowd: boolean;
  /** As the file says; absent where it follows from the shape. */
  readonly area?: number;
  /** Fields of the file that mean nothing here; they are written back. */
  readonly others?: Readonly<Record<string, unknown>>;
}

/** Whether its shape may change: pixels and points of another program would no longer fit it. */
export function isReshapable({ runs, others }: LabelledObject): boolean {
  return runs === undefined && others?.['keypoints'] === undefined;
}

/** In pixels. Polygons of one object count each for itself, as COCO counts them. */
export function areaOf({ area, runs, polygons, width, height }: LabelledObject): number {
  if (area !== undefined) return area;
  if (runs) return runs.counts.reduce((sum, count, at) => sum + (at % 2 === 1 ? count : 0), 0);
  return polygons ? polygons.reduce((sum, polygon) => sum + polygonArea(polygon), 0) : width * height;
}

function polygonArea(points: readonly number[]): number {
  let twice = 0;
  for (let at = 0; at < points.length; at += 2) {
    const next = (at + 2) % points.length;
    twice += points[at]! * points[next + 1]! - points[next]! * points[at + 1]!;
  }
  return Math.abs(twice) / 2;
}
