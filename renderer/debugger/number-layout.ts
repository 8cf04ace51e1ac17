/** How the numbers of a value are laid out: small ones as tables, large ones as pictures, both in pages. */
import { positionOf } from '../../engine/explain/position';

/** So many stand as figures. */
const MOST_FIGURES = 600;
const WIDEST_TABLE = 40;
/** Numbers on one page of pictures, and pictures. */
const PAGE_NUMBERS = 2 ** 16;
const PAGE_PICTURES = 48;
/** A long vector is folded into lines. */
export const FOLD = 32;

export interface NumberLayout {
  readonly isTable: boolean;
  /** Rows and columns of one table or picture. */
  readonly height: number;
  readonly width: number;
  /** Numbers between the first of one page and the first of the next. */
  readonly perPage: number;
  readonly pages: number;
}

/** A single sample needs no axis. */
export function isSingle(shape: readonly number[], axes: readonly string[]): boolean {
  return axes[0] === 'batch' && shape[0] === 1;
}

export function layoutOf(shape: readonly number[], axes: readonly string[]): NumberLayout {
  const own = isSingle(shape, axes) ? shape.slice(1) : shape;
  const count = own.reduce((product, size) => product * size, 1);
  const width = own.at(-1) ?? 1;
  const height = own.at(-2) ?? 1;
  const isTable = count <= MOST_FIGURES && width <= WIDEST_TABLE;
  if (isTable) return { isTable, height, width, perPage: Math.max(1, count), pages: 1 };
  if (own.length === 1) return paged({ height: Math.ceil(Math.min(count, 4096) / FOLD), width: FOLD }, 4096, count);
  const plane = width * height;
  // A matrix too large for a page is cut into rows, everything else into pictures.
  if (plane > PAGE_NUMBERS) {
    const rows = Math.max(1, Math.floor(PAGE_NUMBERS / width));
    return paged({ height: rows, width }, rows * width, count);
  }
  return paged({ height, width }, plane * Math.max(1, Math.min(PAGE_PICTURES, Math.floor(PAGE_NUMBERS / plane))), count);
}

function paged(size: { readonly height: number; readonly width: number }, perPage: number, count: number): NumberLayout {
  return { isTable: false, ...size, perPage, pages: Math.ceil(count / perPage) };
}

/** What the axes before the last two say about the part that begins at a row-major index: `channel 2`, `filter 0, channel 1`. */
export function partTitle(shape: readonly number[], axes: readonly string[], index: number): string {
  const position = positionOf(shape, index);
  const skip = isSingle(shape, axes) ? 1 : 0;
  return position.slice(skip, -2).map((at, axis) => `${axes[axis + skip]} ${at}`).join(', ');
}

/** `[1,2]` as formulas write it. */
export function elementName(name: string, position: readonly number[], shape: readonly number[], axes: readonly string[]): string {
  const indices = isSingle(shape, axes) ? position.slice(1) : position;
  return indices.length === 0 ? name : `${name}[${indices.join(',')}]`;
}

/** `channel 1, row 2, column 3`; empty for a single number. */
export function placeText(position: readonly number[], shape: readonly number[], axes: readonly string[]): string {
  const skip = isSingle(shape, axes) ? 1 : 0;
  return position.slice(skip).map((at, axis) => `${axes[axis + skip] === 'batch' ? 'sample' : axes[axis + skip]} ${at}`).join(', ');
}

/** `filter 2 × channel 1 × row 3 × column 3`, sizes with the names of their axes. */
export function axesText(shape: readonly number[], axes: readonly string[]): string {
  if (shape.length === 0) return 'a single number';
  const plain = new Set(axes).size < axes.length;
  const skip = isSingle(shape, axes) && shape.length > 1 ? 1 : 0;
  return shape.slice(skip).map((size, axis) => (plain ? String(size) : `${size} ${axisName(axes[axis + skip]!, size)}`)).join(' × ');
}

function axisName(axis: string, size: number): string {
  if (axis === 'batch') return size === 1 ? 'sample' : 'samples';
  return size === 1 || axis.startsWith('axis') ? axis : `${axis}s`;
}

/** All digits that tell a float32 from its neighbours, and no more: 0.17 rather than 0.170000002. */
export function fullText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const single = Math.fround(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === single) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}
