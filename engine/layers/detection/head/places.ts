/**
 * Where a detector looks. Every cell of every map is a place; with anchors, as many places as anchors. Places stand scale
 * after scale, within a scale anchor after anchor, then row by row; this order is that of every value [N, K, R].
 */
import { formatShape, type Shape } from '../../../core/shape';
import { row as rowOf } from '../../../losses/detection/box';
import type { Builder } from '../../../ops/builder';
import type { Value } from '../../../ops/graph';
import { imageShape } from '../../image-window';
import { LayerProblem } from '../../define-layer';

/** One map of features. */
export interface Scale {
  readonly rows: number;
  readonly columns: number;
  /** Pixels of the picture from one cell to the next. */
  readonly strideX: number;
  readonly strideY: number;
}

/** Sides of an anchor in pixels of the network's input. */
export type Anchor = readonly [width: number, height: number];

export interface Places {
  readonly scales: readonly Scale[];
  readonly anchorsPerCell: number;
  readonly count: number;
  /** Per place: the upper left corner of its cell, in cells. */
  readonly column: readonly number[];
  readonly row: readonly number[];
  readonly strideX: readonly number[];
  readonly strideY: readonly number[];
  /** Per place; empty without anchors. */
  readonly anchorWidth: readonly number[];
  readonly anchorHeight: readonly number[];
  /** Per place: which map it belongs to. */
  readonly scale: readonly number[];
}

/** What boxes of places are worked out from, as values over places: the cell, its stride in pixels, the anchor's sides. */
export interface PlaceRows {
  readonly column: Value;
  readonly row: Value;
  readonly strideX: Value;
  readonly strideY: Value;
  readonly anchorWidth: Value;
  readonly anchorHeight: Value;
}

/** Of all places, [1, 1, R] each. */
export function rowsOf(b: Builder, { column, row, strideX, strideY, anchorWidth, anchorHeight }: Places): PlaceRows {
  return { column: rowOf(b, column), row: rowOf(b, row), strideX: rowOf(b, strideX), strideY: rowOf(b, strideY), anchorWidth: rowOf(b, anchorWidth), anchorHeight: rowOf(b, anchorHeight) };
}

/** `anchors` are those of the first scale, then those of the next; without them each cell has `perCell` places. */
export function placesOf(scales: readonly Scale[], { anchors = [], perCell = 1 }: { readonly anchors?: readonly Anchor[]; readonly perCell?: number } = {}): Places {
  const anchorsPerCell = anchors.length > 0 ? anchors.length / scales.length : perCell;
  const all = scales.flatMap((scale, index) =>
    Array.from({ length: anchorsPerCell }, (_, at) => anchors[index * anchorsPerCell + at]).flatMap((anchor) => cells(scale).map(([row, column]) => ({ scale, index, anchor, row, column }))),
  );
  return {
    scales,
    anchorsPerCell,
    count: all.length,
    column: all.map(({ column }) => column),
    row: all.map(({ row }) => row),
    strideX: all.map(({ scale }) => scale.strideX),
    strideY: all.map(({ scale }) => scale.strideY),
    anchorWidth: all.flatMap(({ anchor }) => (anchor ? [anchor[0]] : [])),
    anchorHeight: all.flatMap(({ anchor }) => (anchor ? [anchor[1]] : [])),
    scale: all.map(({ index }) => index),
  };
}

function cells({ rows, columns }: Scale): [number, number][] {
  return Array.from({ length: rows * columns }, (_, at) => [Math.floor(at / columns), at % columns]);
}

/** The scales of maps [K, h, w] over a picture [C, H, W]. */
export function scalesOf([picture, ...maps]: readonly Shape[]): Scale[] {
  const whole = imageShape(picture!);
  return maps.map((map) => {
    const { height, width } = imageShape(map);
    return { rows: height, columns: width, strideX: whole.width / width, strideY: whole.height / height };
  });
}

/** Throws LayerProblem where a map has other channels than the head reads of each cell. */
export function checkMaps(inputs: readonly Shape[], names: readonly string[], channels: number, made: string): void {
  inputs.slice(1).forEach((shape, index) => {
    const found = imageShape(shape).channels;
    if (found === channels) return;
    throw new LayerProblem(`needs ${channels} channels at “${names[index]}” (${made}), but gets ${formatShape(shape)}`, { port: names[index]!, expected: `${channels} channels`, found: `${found}` });
  });
}

/** Reads [width, height, width, height, …]. Throws LayerProblem where there are not `count` pairs. */
export function anchorsOf(numbers: readonly number[], count: number): Anchor[] {
  if (numbers.length !== count * 2) {
    throw new LayerProblem(`needs ${count} anchors, a width and a height each, but has ${numbers.length} numbers`, { parameter: 'anchors', expected: `${count * 2} numbers`, found: `${numbers.length}` });
  }
  return Array.from({ length: count }, (_, index) => [numbers[index * 2]!, numbers[index * 2 + 1]!]);
}
