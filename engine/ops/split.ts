import { staticDim } from '../core/shape';
import { definePrimitive, OpShapeError } from './define-op';

export type SplitAttributes = { readonly axis: number; readonly sizes: readonly number[] };

export const split = definePrimitive<SplitAttributes>({
  name: 'Split',
  summary: 'cuts one axis into parts of the given sizes (ONNX Split)',
  infer: ([x], { axis, sizes }) => {
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const whole = staticDim(x!.shape[axis]!);
    if (total !== whole || sizes.some((size) => size < 1)) throw new OpShapeError(`cannot cut an axis of ${whole} into [${sizes.join(', ')}]`);
    return sizes.map((size) => ({ dtype: x!.dtype, shape: x!.shape.map((dim, at) => (at === axis ? size : dim)) }));
  },
  gradient: ({ builder, outputs, outputGradients, attributes: { axis } }) => {
    if (outputGradients.every((dy) => dy === null)) return [null];
    return [builder.concat(outputs.map((part, index) => outputGradients[index] ?? builder.one('ZerosLike', [part], {})), axis)];
  },
  emit: ({ emitter, inputNames, attributes: { axis, sizes } }) =>
    emitter.node('Split', [inputNames[0]!, emitter.int64s(sizes)], { axis: { int: axis } }, sizes.length),
});
