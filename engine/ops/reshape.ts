import { elementCount, formatShape, type Shape } from '../core/shape';
import { definePrimitive, OpShapeError } from './define-op';

export type ReshapeAttributes = { readonly shape: Shape };

export const reshape = definePrimitive<ReshapeAttributes>({
  name: 'Reshape',
  summary: 'the same elements in row-major order under another shape (ONNX Reshape)',
  infer: ([x], { shape }) => {
    if (elementCount(x!.shape) !== elementCount(shape)) {
      throw new OpShapeError(`cannot reshape ${formatShape(x!.shape)} (${elementCount(x!.shape)} values) to ${formatShape(shape)} (${elementCount(shape)})`);
    }
    return [{ dtype: x!.dtype, shape }];
  },
  gradient: ({ builder, inputs, outputGradients: [dy] }) => [dy ? builder.reshape(dy, inputs[0]!.shape) : null],
  emit: ({ emitter, inputs, inputNames, attributes: { shape } }) => {
    // ONNX copies an axis by 0 and works out one by −1; a graph with two free symbols keeps all but one in place.
    const kept = shape.map((dim, axis) => typeof dim !== 'number' && inputs[0]!.shape[axis] === dim);
    const free = shape.filter((dim, axis) => typeof dim !== 'number' && !kept[axis]).length;
    if (free > 1) throw new OpShapeError(`Reshape to ${formatShape(shape)} leaves more than one size to be worked out at run time`);
    return emitter.node('Reshape', [
      inputNames[0]!,
      emitter.int64s(shape.map((dim, axis) => (typeof dim === 'number' ? dim : kept[axis] ? 0 : -1))),
    ]);
  },
});
