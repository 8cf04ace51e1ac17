/** ONNX operators that move elements about. */
import type { PadAttributes } from '../../engine/ops/pad';
import type { SliceAttributes } from '../../engine/ops/slice';
import { at, broadcastAt, fill, indexOf, positions, type NdArray } from './nd-array';

export function concat(values: readonly NdArray[], axis: number): NdArray {
  const total = values.reduce((size, value) => size + value.shape[axis]!, 0);
  return fill(values[0]!.shape.map((size, index) => (index === axis ? total : size)), (position) => {
    let place = position[axis]!;
    const source = values.find((value) => {
      if (place < value.shape[axis]!) return true;
      place -= value.shape[axis]!;
      return false;
    })!;
    return at(source, position.map((own, index) => (index === axis ? place : own)));
  });
}

export function slice(x: NdArray, { starts, ends, axes, steps }: SliceAttributes): NdArray {
  const shape = x.shape.map((size, axis) => {
    const which = axes.indexOf(axis);
    return which < 0 ? size : Math.ceil((Math.min(ends[which]!, size) - starts[which]!) / steps[which]!);
  });
  return fill(shape, (position) =>
    at(x, position.map((own, axis) => {
      const which = axes.indexOf(axis);
      return which < 0 ? own : starts[which]! + own * steps[which]!;
    })),
  );
}

export function pad(x: NdArray, { pads, value, mode }: PadAttributes): NdArray {
  const rank = x.shape.length;
  const outside = mode === undefined || mode === 'constant' ? undefined : OUTSIDE[mode];
  return fill(x.shape.map((size, axis) => size + pads[axis]! + pads[axis + rank]!), (position) => {
    const source = position.map((own, axis) => own - pads[axis]!);
    if (outside) return at(x, source.map((own, axis) => outside(own, x.shape[axis]!)));
    return source.every((own, axis) => own >= 0 && own < x.shape[axis]!) ? at(x, source) : value;
  });
}

/** Where an axis of n elements, walked on beyond its ends, leads. */
const OUTSIDE: Record<'reflect' | 'edge' | 'wrap', (place: number, n: number) => number> = {
  edge: (place, n) => Math.max(0, Math.min(n - 1, place)),
  wrap: (place, n) => ((place % n) + n) % n,
  reflect: (place, n) => n - 1 - Math.abs(n - 1 - Math.abs(place)),
};

export function split(x: NdArray, axis: number, sizes: readonly number[]): NdArray[] {
  let start = 0;
  return sizes.map((size) => {
    const part = slice(x, { axes: [axis], starts: [start], ends: [start + size], steps: [1] });
    start += size;
    return part;
  });
}

export function gather(data: NdArray, indices: NdArray): NdArray {
  const rank = indices.shape.length;
  return fill([...indices.shape, ...data.shape.slice(1)], (position) => at(data, [at(indices, position.slice(0, rank)), ...position.slice(rank)]));
}

export function gatherElements(data: NdArray, indices: NdArray, axis: number): NdArray {
  return fill(indices.shape, (position) => at(data, position.map((own, index) => (index === axis ? at(indices, position) : own))));
}

export function gatherRows(data: NdArray, indices: NdArray): NdArray {
  return fill([...indices.shape, ...data.shape.slice(2)], ([sample, row, ...rest]) => at(data, [sample!, at(indices, [sample!, row!]), ...rest]));
}

export function take(x: NdArray, axis: number, indices: readonly number[]): NdArray {
  const shape = x.shape.map((size, at) => (at === axis ? indices.length : size));
  return fill(shape, (position) => at(x, position.map((own, index) => (index === axis ? indices[own]! : own))));
}

/** The k largest along an axis and their places; of equal ones the earlier first. */
export function topK(x: NdArray, axis: number, k: number): [NdArray, NdArray] {
  const shape = x.shape.map((size, index) => (index === axis ? k : size));
  const placeAt = (position: readonly number[]): number => {
    const along = (place: number) => at(x, position.map((own, index) => (index === axis ? place : own)));
    const order = Array.from({ length: x.shape[axis]! }, (_, place) => place).sort((a, b) => along(b) - along(a) || a - b);
    return order[position[axis]!]!;
  };
  return [fill(shape, (position) => at(x, position.map((own, index) => (index === axis ? placeAt(position) : own)))), fill(shape, placeAt)];
}

export function transpose(x: NdArray, perm: readonly number[]): NdArray {
  return fill(perm.map((axis) => x.shape[axis]!), (position) => at(x, x.shape.map((_, axis) => position[perm.indexOf(axis)]!)));
}

export function reverse(x: NdArray, axes: readonly number[]): NdArray {
  return fill(x.shape, (position) => at(x, position.map((own, axis) => (axes.includes(axis) ? x.shape[axis]! - 1 - own : own))));
}

export function reshape(x: NdArray, shape: readonly number[]): NdArray {
  return { shape, data: x.data };
}

export function expand(x: NdArray, shape: readonly number[]): NdArray {
  return fill(shape, (position) => broadcastAt(x, position));
}

/** Adds each update to the element whose place on `axis` its index names. */
export function scatterElements(data: NdArray, indices: NdArray, updates: NdArray, axis: number, combine: (old: number, update: number) => number): NdArray {
  const result = Float64Array.from(data.data);
  for (const position of positions(indices.shape)) {
    const place = at(indices, position);
    const target = position.map((own, index) => (index === axis ? (place < 0 ? place + data.shape[axis]! : place) : own));
    const index = indexOf(data.shape, target);
    result[index] = combine(result[index]!, at(updates, position));
  }
  return { shape: data.shape, data: result };
}
