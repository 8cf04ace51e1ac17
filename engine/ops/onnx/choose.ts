/** Operators that pick elements by number: by places that are known, or that the graph works out. */
import { staticDim, type Shape } from '../../core/shape';
import type { Builder } from '../builder';
import type { Value } from '../graph';
import { axisOf, intOf, numbersAt, type OnnxOperands, type Translation } from './translate';

export const CHOOSING: Readonly<Record<string, Translation>> = {
  Gather: translateGather,
  GatherElements: (b, call) => {
    const [data, indices] = call.inputs;
    return [b.one('GatherElements', [data!, asInt64(b, indices!)], { axis: axisOf(intOf(call, 'axis', 0), data!.shape.length) })];
  },
  // One number names a row, of everything or of each sample; with more numbers it is kept as it is.
  GatherND: (b, call) => {
    const [data, indices] = call.inputs as [Value, Value];
    if (indices.shape.at(-1) !== 1) return undefined;
    const places = b.reshape(indices, indices.shape.slice(0, -1));
    const batch = intOf(call, 'batch_dims', 0);
    if (batch === 0) return [b.one('Gather', [data, places], {})];
    if (batch !== 1) return undefined;
    const [samples, ...rest] = places.shape;
    const count = rest.reduce((product: number, dim) => product * staticDim(dim), 1);
    const rows = b.one('GatherRows', [data, b.reshape(places, [samples!, count])], {});
    return [b.reshape(rows, [...places.shape, ...data.shape.slice(2)])];
  },
  // The smallest are the largest of the negated.
  TopK: (b, call) => {
    const x = call.inputs[0]!;
    const k = numbersAt(call, 1)?.[0];
    if (k === undefined || x.dtype !== 'float32') return undefined;
    const attributes = { axis: axisOf(intOf(call, 'axis', -1), x.shape.length), k };
    if (intOf(call, 'largest', 1) === 1) return b.apply('TopK', [x], attributes);
    const [values, places] = b.apply('TopK', [b.neg(x)], attributes);
    return [b.neg(values!), places!];
  },
};

function translateGather(b: Builder, call: OnnxOperands): readonly Value[] | undefined {
  const [x, index] = call.inputs as [Value, Value];
  const axis = axisOf(intOf(call, 'axis', 0), x.shape.length);
  const known = numbersAt(call, 1);
  if (!known) return gatherByValue(b, x, index, axis);
  const size = x.shape[axis];
  if (typeof size !== 'number' || known.length === 0 || known.some((at) => at >= size || at < -size)) return undefined;
  const indices = known.map((at) => (at < 0 ? at + size : at));
  const [start] = indices;
  const taken = indices.length === 1 ? b.one('Slice', [x], { starts: [start!], ends: [start! + 1], axes: [axis], steps: [1] }) : b.one('Take', [x], { axis, indices });
  return [b.reshape(taken, spread(x.shape, axis, index.shape))];
}

/** Rows of the first axis; another axis is brought there and back. */
function gatherByValue(b: Builder, x: Value, index: Value, axis: number): readonly Value[] | undefined {
  if (index.dtype !== 'int64' && index.dtype !== 'int32') return undefined;
  if (axis === 0) return [b.one('Gather', [x, index], {})];
  const others = x.shape.flatMap((_, at) => (at === axis ? [] : [at]));
  const rows = b.one('Gather', [b.transpose(x, [axis, ...others]), index], {});
  const rank = index.shape.length;
  const places = index.shape.map((_, at) => at);
  const rest = others.map((_, at) => at + rank);
  return [b.transpose(rows, [...rest.slice(0, axis), ...places, ...rest.slice(axis)])];
}

/** A shape with the axes of the indices in place of the one they are of. */
function spread(shape: Shape, axis: number, indices: Shape): Shape {
  return [...shape.slice(0, axis), ...indices, ...shape.slice(axis + 1)];
}

function asInt64(b: Builder, value: Value): Value {
  return value.dtype === 'int64' ? value : b.cast(value, 'int64');
}
