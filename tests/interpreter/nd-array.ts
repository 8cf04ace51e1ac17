/** Dense row-major arrays of doubles. Whole numbers and truth values (0 and 1) are doubles too: slow, and beyond doubt. */
export interface NdArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** An array whose element at each position is what `element` says. */
export function fill(shape: readonly number[], element: (position: readonly number[]) => number): NdArray {
  const data = new Float64Array(countOf(shape));
  let index = 0;
  for (const position of positions(shape)) data[index++] = element(position);
  return { shape, data };
}

export function scalar(value: number): NdArray {
  return { shape: [], data: Float64Array.of(value) };
}

/** Every position of an array of `shape`, in row-major order. The array handed out is reused: read it at once. */
export function* positions(shape: readonly number[]): Generator<readonly number[]> {
  const position = shape.map(() => 0);
  for (let left = countOf(shape); left > 0; left--) {
    yield position;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      position[axis]!++;
      if (position[axis]! < shape[axis]!) break;
      position[axis] = 0;
    }
  }
}

/** The row-major index of a position. */
export function indexOf(shape: readonly number[], position: readonly number[]): number {
  return position.reduce((index, at, axis) => index * shape[axis]! + at, 0);
}

export function at({ shape, data }: NdArray, position: readonly number[]): number {
  return data[indexOf(shape, position)]!;
}

/** The element that broadcasting puts at `position` of a larger shape. */
export function broadcastAt(array: NdArray, position: readonly number[]): number {
  const lead = position.length - array.shape.length;
  let index = 0;
  for (let axis = 0; axis < array.shape.length; axis++) {
    const size = array.shape[axis]!;
    index = index * size + (size === 1 ? 0 : position[axis + lead]!);
  }
  return array.data[index]!;
}

export function broadcastShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const sizes = new Set(shapes.map((shape) => shape[axis - (rank - shape.length)] ?? 1));
    sizes.delete(1);
    if (sizes.size > 1) throw new Error(`shapes ${shapes.map((shape) => `[${shape.join()}]`).join(' and ')} do not broadcast`);
    return [...sizes][0] ?? 1;
  });
}
