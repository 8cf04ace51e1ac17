/** Operators that move elements: shapes, axes, parts. */
import { float32Tensor } from '../../core/dtype';
import { broadcastShapes, divideDims, elementCount, isStatic, multiplyDims, sameShape, staticElementCount, type Dim, type Shape } from '../../core/shape';
import { ownValue } from '../../core/own-value';
import type { Value } from '../graph';
import type { Builder } from '../builder';
import type { PadMode } from '../pad';
import { axisOf, intOf, intsOf, numbersAt, scalarOf, textOf, type OnnxOperands, type Translation } from './translate';

const PAD_MODES: Readonly<Record<string, PadMode>> = { constant: 'constant', reflect: 'reflect', edge: 'edge', wrap: 'wrap' };

export const ARRANGING: Readonly<Record<string, Translation>> = {
  Reshape: (b, call) => {
    const target = call.dims(1);
    const shape = target && resolveReshape(call.inputs[0]!.shape, target, intOf(call, 'allowzero', 0) === 1);
    return shape && [b.one('Reshape', [call.inputs[0]!], { shape })];
  },
  Flatten: (b, call) => {
    const { shape } = call.inputs[0]!;
    const axis = axisOf(intOf(call, 'axis', 1), shape.length);
    return [b.one('Reshape', [call.inputs[0]!], { shape: [elementCount(shape.slice(0, axis)), elementCount(shape.slice(axis))] })];
  },
  Squeeze: (b, call) => {
    const { shape } = call.inputs[0]!;
    const axes = call.inputs[1] ? numbersAt(call, 1)?.map((axis) => axisOf(axis, shape.length)) : shape.flatMap((dim, axis) => (dim === 1 ? [axis] : []));
    return axes && [b.one('Reshape', [call.inputs[0]!], { shape: shape.filter((_, axis) => !axes.includes(axis)) })];
  },
  Unsqueeze: (b, call) => {
    const { shape } = call.inputs[0]!;
    const given = numbersAt(call, 1);
    if (!given) return undefined;
    const rank = shape.length + given.length;
    const axes = given.map((axis) => axisOf(axis, rank));
    const rest = [...shape];
    return [b.one('Reshape', [call.inputs[0]!], { shape: Array.from({ length: rank }, (_, axis) => (axes.includes(axis) ? 1 : rest.shift()!)) })];
  },
  Transpose: (b, call) => {
    const x = call.inputs[0]!;
    return [b.transpose(x, intsOf(call, 'perm') ?? x.shape.map((_, axis) => x.shape.length - 1 - axis))];
  },
  Concat: (b, call) => {
    const axis = axisOf(intOf(call, 'axis', 1), call.inputs[0]!.shape.length);
    return call.inputs.every((input) => typeof input!.shape[axis] === 'number' && input!.shape[axis] > 0) ? [b.concat(call.inputs as Value[], axis)] : undefined;
  },
  Slice: translateSlice,
  Split: translateSplit,
  Pad: (b, call) => {
    const x = call.inputs[0]!;
    const mode = ownValue(PAD_MODES, textOf(call, 'mode', 'constant'));
    const given = numbersAt(call, 1);
    const axes = call.inputs[3] ? numbersAt(call, 3)?.map((axis) => axisOf(axis, x.shape.length)) : x.shape.map((_, axis) => axis);
    const value = call.inputs[2] ? scalarOf(call.constant(2)) : 0;
    if (!mode || !given || !axes || value === undefined || given.some((pad) => pad < 0)) return undefined;
    const side = (start: number) => x.shape.map((_, axis) => given[start + axes.indexOf(axis)]!).map((pad, axis) => (axes.includes(axis) ? pad : 0));
    return [b.one('Pad', [x], { pads: [...side(0), ...side(axes.length)], value, mode })];
  },
  // An axis without elements of its own for the batch needs to see the batch, and stays an operator.
  Expand: (b, call) => {
    const x = call.inputs[0]!;
    const target = call.dims(1);
    const shape = target && broadcastShapes(x.shape, target);
    if (!shape) return undefined;
    if (sameShape(shape, x.shape)) return b.apply('Identity', [x], {});
    const repeats = shape.map((dim, axis) => (dim === x.shape[axis - shape.length + x.shape.length] ? 1 : dim));
    if (x.dtype !== 'float32' || !isStatic(repeats)) return undefined;
    return [b.mul(x, b.constant(float32Tensor(repeats, new Float32Array(staticElementCount(repeats)).fill(1))))];
  },
};

/** 0 keeps an axis, −1 is worked out from the others. */
function resolveReshape(from: Shape, target: readonly Dim[], isZeroMeant: boolean): Dim[] | undefined {
  const kept = target.map((dim, axis) => (dim === 0 && !isZeroMeant ? from[axis] : dim));
  if (kept.includes(undefined)) return undefined;
  const known = (kept as Dim[]).filter((dim) => dim !== -1).reduce<Dim>(multiplyDims, 1);
  const rest = divideDims(elementCount(from), known);
  if (rest === undefined) return undefined;
  return (kept as Dim[]).map((dim) => (dim === -1 ? rest : dim));
}

function translateSlice(b: Builder, call: OnnxOperands): readonly Value[] | undefined {
  const x = call.inputs[0]!;
  const [starts, ends] = [numbersAt(call, 1), numbersAt(call, 2)];
  const axes = call.inputs[3] ? numbersAt(call, 3) : starts?.map((_, axis) => axis);
  const steps = call.inputs[4] ? numbersAt(call, 4) : starts?.map(() => 1);
  if (!starts || !ends || !axes || !steps) return undefined;
  const plan = axes.map((given, index) => {
    const axis = axisOf(given, x.shape.length);
    const size = x.shape[axis];
    if (typeof size !== 'number' || steps[index]! < 1) return undefined;
    const bound = (at: number) => Math.min(size, Math.max(0, at < 0 ? at + size : at));
    return { axis, start: bound(starts[index]!), end: bound(ends[index]!), step: steps[index]! };
  });
  if (plan.some((part) => part === undefined || part.end <= part.start)) return undefined;
  const parts = plan as NonNullable<(typeof plan)[number]>[];
  return [b.one('Slice', [x], { starts: parts.map(({ start }) => start), ends: parts.map(({ end }) => end), axes: parts.map(({ axis }) => axis), steps: parts.map(({ step }) => step) })];
}

function translateSplit(b: Builder, call: OnnxOperands): readonly Value[] | undefined {
  const x = call.inputs[0]!;
  const axis = axisOf(intOf(call, 'axis', 0), x.shape.length);
  const size = x.shape[axis];
  const count = intOf(call, 'num_outputs', 0);
  if (typeof size !== 'number') return undefined;
  const sizes = call.inputs[1] ? numbersAt(call, 1) : Array.from({ length: count }, (_, index) => Math.min(Math.ceil(size / count), size - index * Math.ceil(size / count)));
  if (!sizes || sizes.length === 0 || sizes.some((part) => part < 1)) return undefined;
  let start = 0;
  return sizes.map((part) => {
    const taken = b.one('Slice', [x], { starts: [start], ends: [start + part], axes: [axis], steps: [1] });
    start += part;
    return taken;
  });
}
