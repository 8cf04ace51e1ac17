/** Marked cells of one picture as few rectangles: a window is one frame, and not a grid. */
export interface MarkBox {
  readonly row: number;
  readonly column: number;
  readonly height: number;
  readonly width: number;
}

/** One frame around cells that fill a rectangle; else one each, up to `most`. */
export function markBoxes(indices: readonly number[], width: number, most: number): readonly MarkBox[] {
  if (indices.length === 0) return [];
  const cells = [...new Set(indices)].map((index) => ({ row: Math.floor(index / width), column: index % width }));
  const [top, left] = [Math.min(...cells.map(({ row }) => row)), Math.min(...cells.map(({ column }) => column))];
  const [bottom, right] = [Math.max(...cells.map(({ row }) => row)), Math.max(...cells.map(({ column }) => column))];
  const whole = { row: top, column: left, height: bottom - top + 1, width: right - left + 1 };
  return whole.height * whole.width === cells.length ? [whole] : cells.slice(0, most).map(({ row, column }) => ({ row, column, height: 1, width: 1 }));
}
