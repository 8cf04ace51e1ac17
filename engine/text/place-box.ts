/** Where a box that was written rather than drawn stands: after the box it is fed by, where there is room. */
import type { Point } from '../document/model';

/** Room that a box takes with the gap to the next, in canvas units. */
const COLUMN = 220;
const ROW = 160;
const STEP = 20;

export function placeBox(sources: readonly Point[], taken: readonly Point[]): Point {
  const after = sources.length > 0 ? { x: Math.max(...sources.map(({ x }) => x)) + COLUMN, y: sources[0]!.y } : firstPlace(taken);
  const isTaken = ({ x, y }: Point): boolean => taken.some((other) => Math.abs(other.x - x) < COLUMN - STEP && Math.abs(other.y - y) < ROW - STEP);
  let place = { x: snap(after.x), y: snap(after.y) };
  while (isTaken(place)) place = { ...place, y: place.y + STEP };
  return place;
}

/** Without a source: on the left, below everything. */
function firstPlace(taken: readonly Point[]): Point {
  if (taken.length === 0) return { x: 0, y: 0 };
  return { x: Math.min(...taken.map(({ x }) => x)), y: Math.max(...taken.map(({ y }) => y)) + ROW };
}

function snap(value: number): number {
  return Math.round(value / STEP) * STEP;
}
