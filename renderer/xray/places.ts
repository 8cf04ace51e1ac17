/** Where rows of an answer look, in words and in pixels of the network's input. */
import type { ReadXray, Rectangle } from './read-xray';
import type { Cell } from './xray-store';

/** The cell of a place; undefined for a region. */
export function cellOf({ places }: ReadXray, place: number): Cell | undefined {
  return places && { scale: places.scale[place]!, row: places.row[place]!, column: places.column[place]! };
}

/** The places of a cell, one for each anchor. */
export function placesIn({ places }: ReadXray, { scale, row, column }: Cell): number[] {
  if (!places) return [];
  const { rows, columns } = places.scales[scale]!;
  const first = places.scale.indexOf(scale);
  return Array.from({ length: places.anchorsPerCell }, (_, anchor) => first + anchor * rows * columns + row * columns + column);
}

export function cellRectangle({ grids }: ReadXray, { scale, row, column }: Cell): Rectangle {
  const { strideX, strideY } = grids[scale]!;
  return { x: column * strideX, y: row * strideY, width: strideX, height: strideY };
}

/** Undefined beyond the picture. */
export function cellAt({ grids }: ReadXray, scale: number, x: number, y: number): Cell | undefined {
  const grid = grids[scale];
  if (!grid) return undefined;
  const [row, column] = [Math.floor(y / grid.strideY), Math.floor(x / grid.strideX)];
  return row >= 0 && column >= 0 && row < grid.rows && column < grid.columns ? { scale, row, column } : undefined;
}

/** The smallest region around a point. */
export function regionAt({ regions }: ReadXray, x: number, y: number): number | undefined {
  const around = regions.flatMap((region, index) => (x >= region.x && y >= region.y && x < region.x + region.width && y < region.y + region.height ? [index] : []));
  return around.sort((a, b) => areaOf(regions[a]!) - areaOf(regions[b]!))[0];
}

/** Which of its cell's anchors a place is, counted from 0. */
export function anchorOf({ places }: ReadXray, place: number): number {
  if (!places) return 0;
  const scale = places.scale[place]!;
  const { rows, columns } = places.scales[scale]!;
  return Math.floor((place - places.scale.indexOf(scale)) / (rows * columns));
}

/** What a place starts from in training: its anchor in the middle of its cell, or its region. Undefined where there is nothing to start from. */
export function startOf(read: ReadXray, place: number): Rectangle | undefined {
  const { places, trainingRegions } = read;
  if (!places) return trainingRegions[place];
  const [width, height] = [places.anchorWidth[place], places.anchorHeight[place]];
  if (width === undefined || height === undefined) return undefined;
  const cell = cellRectangle(read, cellOf(read, place)!);
  return { x: cell.x + (cell.width - width) / 2, y: cell.y + (cell.height - height) / 2, width, height };
}

/** “8 px · row 3, column 5 · anchor 2 (22×25)”; counted from 1, as people count. */
export function placeText(read: ReadXray, place: number): string {
  const { places } = read;
  if (!places) return `region ${place + 1}`;
  const several = places.anchorsPerCell > 1;
  const [width, height] = [places.anchorWidth[place], places.anchorHeight[place]];
  const shape = width === undefined ? '' : ` (${Math.round(width)}×${Math.round(height!)})`;
  const which = several ? `, ${width === undefined ? 'box' : 'anchor'} ${anchorOf(read, place) + 1}${shape}` : '';
  return `${strideText(read, places.scale[place]!)}, row ${places.row[place]! + 1}, column ${places.column[place]! + 1}${which}`;
}

/** “stride 8”; both strides where they differ. */
export function strideText({ grids }: ReadXray, scale: number): string {
  const { strideX, strideY } = grids[scale]!;
  return strideX === strideY ? `stride ${numberText(strideX)}` : `stride ${numberText(strideX)}×${numberText(strideY)}`;
}

function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

function areaOf({ width, height }: Rectangle): number {
  return width * height;
}
