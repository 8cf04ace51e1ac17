/** Values as flat pictures: one per channel of a layer, per filter and input of a weight, or a single one. */
import type { LookValues } from '../../engine/run/look';
import { spanOf, type Span } from '../../engine/run/look-picture';

export interface Plane {
  /** Unique among the planes of a page. */
  readonly title: string;
  readonly height: number;
  readonly width: number;
  /** Row after row; of a colour plane those of red, then green, then blue. */
  readonly values: Float32Array;
  readonly isColour: boolean;
  readonly span: Span;
}

/** A vector is folded into lines of so many values. */
export const FOLD = 32;

export function floatsOf({ values }: LookValues): Float32Array {
  // The bytes may begin anywhere in what the message came in.
  return new Float32Array(values.slice().buffer);
}

/** What a port carries: [channels, height, width], [height, width] or [values]. */
export function portPlanes(page: LookValues): readonly Plane[] {
  const values = floatsOf(page);
  const { shape, first, count } = page;
  if (shape.length === 3) return slices(values, count, shape[1]!, shape[2]!, (channel) => `channel ${first + channel}`);
  if (shape.length === 2) return [plane('values', count, shape[1]!, values)];
  return [folded(values)];
}

/** A tensor: kernels one by one, those of three inputs in colour; matrices and vectors as they are. */
export function tensorPlanes(page: LookValues): readonly Plane[] {
  const values = floatsOf(page);
  const { shape, first, count } = page;
  if (shape.length === 4) {
    const [, inputs, height, width] = shape as [number, number, number, number];
    if (inputs === 3) return split(values, count).map((filter, index) => plane(`filter ${first + index}`, height, width, filter, true));
    return slices(values, count * inputs, height, width, (index) => (inputs === 1 ? `filter ${first + index}` : `filter ${first + Math.floor(index / inputs)}, input ${index % inputs}`));
  }
  if (shape.length === 2) return [plane('weights', count, shape[1]!, values)];
  return [folded(values)];
}

/** Where one pixel of a plane stands, with its value: for reading under the pointer. */
export function valueAt({ values, height, width, isColour }: Plane, row: number, column: number): readonly number[] {
  const size = height * width;
  const at = row * width + column;
  return isColour ? [values[at]!, values[size + at]!, values[2 * size + at]!] : [values[at]!];
}

function plane(title: string, height: number, width: number, values: Float32Array, isColour = false): Plane {
  return { title, height, width, values, isColour, span: spanOf(values) };
}

function folded(values: Float32Array): Plane {
  const width = Math.min(FOLD, Math.max(1, values.length));
  const height = Math.max(1, Math.ceil(values.length / width));
  const padded = new Float32Array(height * width).fill(Number.NaN);
  padded.set(values);
  return { ...plane('values', height, width, padded), span: spanOf(values) };
}

function split(values: Float32Array, count: number): Float32Array[] {
  const size = values.length / Math.max(1, count);
  return Array.from({ length: count }, (_, index) => values.subarray(index * size, (index + 1) * size));
}

function slices(values: Float32Array, count: number, height: number, width: number, title: (index: number) => string): Plane[] {
  return split(values, count).map((one, index) => plane(title(index), height, width, one));
}
