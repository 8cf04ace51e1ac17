/** Sizes on the canvas, all on one grid, so that boxes, ports and wires line up. Known without measuring the page. */
export const GRID = 20;
export const NODE_WIDTH = 160;
const NODE_HEIGHT = 80;
/** Between the columns and rows of an arranged network. */
export const COLUMN_GAP = 60;
export const ROW_GAP = 80;

/** The middle of the port at a place, from the top of the box. */
export function portOffset(index: number): number {
  return GRID * (index + 1);
}

/** `slot` is what the box shows of a sample, between its parameters and its foot. */
export function nodeHeight(ports: number, slot = 0): number {
  return Math.max(NODE_HEIGHT + slot, portOffset(ports));
}

export function snapToGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}
