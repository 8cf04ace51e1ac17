/** Places of elements in dense row-major tensors. */

export type Position = readonly number[];

export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The row-major index of a position. */
export function indexOf(shape: readonly number[], position: Position): number {
  return position.reduce((index, at, axis) => index * shape[axis]! + at, 0);
}

/** The position of the element at a row-major index. */
export function positionOf(shape: readonly number[], index: number): number[] {
  const position = shape.map(() => 0);
  let rest = index;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    position[axis] = rest % shape[axis]!;
    rest = Math.floor(rest / shape[axis]!);
  }
  return position;
}

/** Every position, last axis fastest. */
export function positionsIn(shape: readonly number[]): number[][] {
  return Array.from({ length: countOf(shape) }, (_, index) => positionOf(shape, index));
}

export function isInside(shape: readonly number[], position: Position): boolean {
  return position.every((at, axis) => at >= 0 && at < shape[axis]!);
}
