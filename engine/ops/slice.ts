import { staticDim } from '../core/shape';
import type { Builder } from './builder';
import { definePrimitive, OpShapeError } from './define-op';
import type { Value } from './graph';

/** Bounds are within the axis and steps are positive, so that the gradient is a plain scatter into zeros. */
export type SliceAttributes = {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly axes: readonly number[];
  readonly steps: readonly number[];
};

export const slice = definePrimitive<SliceAttributes>({
  name: 'Slice',
  summary: 'every `step`-th element from `start` up to `end` of the named axes (ONNX Slice)',
  infer: ([x], { starts, ends, axes, steps }) => {
    const shape = [...x!.shape];
    axes.forEach((axis, index) => {
      const [start, end, step, size] = [starts[index]!, ends[index]!, steps[index]!, staticDim(shape[axis]!)];
      if (start < 0 || end > size || end <= start || step < 1) {
        throw new OpShapeError(`cannot take ${start}:${end}:${step} of an axis of ${size}`);
      }
      shape[axis] = Math.ceil((end - start) / step);
    });
    return [{ dtype: x!.dtype, shape }];
  },
  gradient: ({ builder, inputs, outputs, outputGradients: [dy], attributes: { starts, axes, steps } }) => {
    if (!dy) return [null];
    const [shape, taken] = [inputs[0]!.shape, outputs[0]!.shape];
    const spread = axes.reduce((value, axis, index) => spreadAxis(builder, value, axis, steps[index]!), dy);
    const pads = Array.from({ length: shape.length * 2 }, () => 0);
    axes.forEach((axis, index) => {
      const covered = (staticDim(taken[axis]!) - 1) * steps[index]! + 1;
      pads[axis] = starts[index]!;
      pads[axis + shape.length] = staticDim(shape[axis]!) - starts[index]! - covered;
    });
    return [builder.one('Pad', [spread], { pads, value: 0 })];
  },
  emit: ({ emitter, inputNames, attributes: { starts, ends, axes, steps } }) =>
    emitter.node('Slice', [inputNames[0]!, ...[starts, ends, axes, steps].map((list) => emitter.int64s(list))]),
});

/** Puts step − 1 zeros between the elements of one axis: [… , n, …] → [… , (n − 1)·step + 1, …]. */
function spreadAxis(b: Builder, x: Value, axis: number, step: number): Value {
  if (step === 1) return x;
  const size = staticDim(x.shape[axis]!);
  const apart = b.reshape(x, [...x.shape.slice(0, axis + 1), 1, ...x.shape.slice(axis + 1)]);
  const pads = Array.from({ length: apart.shape.length * 2 }, () => 0);
  pads[apart.shape.length + axis + 1] = step - 1;
  const padded = b.one('Pad', [apart], { pads, value: 0 });
  const joined = b.reshape(padded, [...x.shape.slice(0, axis), size * step, ...x.shape.slice(axis + 1)]);
  return b.one('Slice', [joined], { starts: [0], ends: [(size - 1) * step + 1], axes: [axis], steps: [1] });
}
