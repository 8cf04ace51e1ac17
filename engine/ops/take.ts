import { staticDim } from '../core/shape';
import { scatterAlong } from './axis-matrix';
import { definePrimitive, OpShapeError } from './define-op';

export type TakeAttributes = { readonly axis: number; readonly indices: readonly number[] };

export const take = definePrimitive<TakeAttributes>({
  name: 'Take',
  summary: 'the named elements of one axis, in the order named, as often as named (ONNX Gather with constant indices)',
  infer: ([x], { axis, indices }) => {
    const size = staticDim(x!.shape[axis]!);
    const beyond = indices.find((index) => index < 0 || index >= size);
    if (beyond !== undefined) throw new OpShapeError(`an axis of ${size} has no element ${beyond}`);
    return [{ dtype: x!.dtype, shape: x!.shape.map((dim, at) => (at === axis ? indices.length : dim)) }];
  },
  gradient: ({ builder, inputs, outputGradients: [dy], attributes: { axis, indices } }) => [
    dy ? scatterAlong(builder, dy, axis, indices, staticDim(inputs[0]!.shape[axis]!)) : null,
  ],
  emit: ({ emitter, inputNames, attributes: { axis, indices } }) =>
    emitter.node('Gather', [inputNames[0]!, emitter.int64s(indices)], { axis: { int: axis } }),
});
