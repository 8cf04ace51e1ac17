/** Lines of equal height over a grid, by marching squares. */

export interface HeightGrid {
  readonly columns: number;
  readonly rows: number;
  /** Row by row. */
  readonly heights: readonly number[];
}

/** Ends of a piece of a line, in cells: x1, y1, x2, y2. */
export type Segment = readonly [number, number, number, number];

/** Heights that divide the cells into equally many each, so that flat parts get lines too. */
export function contourLevels(heights: readonly number[], count: number): readonly number[] {
  const sorted = [...heights].sort((a, b) => a - b);
  return Array.from({ length: count }, (_, index) => sorted[Math.floor(((index + 1) * sorted.length) / (count + 1))]!);
}

export function contourSegments({ columns, rows, heights }: HeightGrid, level: number): readonly Segment[] {
  const segments: Segment[] = [];
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const crossings = cellCrossings(column, row, (x, y) => heights[y * columns + x]! - level);
      // A saddle has four; which two belong together makes no visible difference.
      for (let at = 0; at + 1 < crossings.length; at += 2) segments.push([...crossings[at]!, ...crossings[at + 1]!]);
    }
  }
  return segments;
}

const EDGES = [[0, 0, 1, 0], [1, 0, 1, 1], [1, 1, 0, 1], [0, 1, 0, 0]] as const;

/** Where the level passes the edges of a cell, clockwise. */
function cellCrossings(x: number, y: number, above: (x: number, y: number) => number): (readonly [number, number])[] {
  return EDGES.flatMap(([x1, y1, x2, y2]) => {
    const [first, second] = [above(x + x1, y + y1), above(x + x2, y + y2)];
    if (first > 0 === second > 0) return [];
    const share = first / (first - second);
    return [[x + x1 + share * (x2 - x1), y + y1 + share * (y2 - y1)] as const];
  });
}
