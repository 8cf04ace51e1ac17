import { formatShape, staticDim } from '../core/shape';
import { definePrimitive, OpShapeError } from './define-op';

export type TopKAttributes = { readonly axis: number; readonly k: number };

/** Results: the values, and their places along the axis as int64. */
export const topK = definePrimitive<TopKAttributes>({
  name: 'TopK',
  summary: 'the k largest along one axis, largest first, with their places; of equal ones the first comes first (ONNX TopK)',
  infer: ([x], { axis, k }) => {
    const size = staticDim(x!.shape[axis]!);
    if (k < 1 || k > size) throw new OpShapeError(`cannot take the ${k} largest of ${size} along axis ${axis} of ${formatShape(x!.shape)}`);
    const shape = x!.shape.map((dim, at) => (at === axis ? k : dim));
    return [{ dtype: x!.dtype, shape }, { dtype: 'int64', shape }];
  },
  gradient: ({ builder: b, inputs: [x], outputs, outputGradients: [dy], attributes: { axis } }) => [
    dy ? b.one('ScatterElements', [b.one('ZerosLike', [x!], {}), outputs[1]!, dy], { axis, reduction: 'add' }) : null,
  ],
  emit: ({ emitter, inputNames, attributes: { axis, k } }) => emitter.node('TopK', [inputNames[0]!, emitter.int64s([k])], { axis: { int: axis }, largest: { int: 1 }, sorted: { int: 1 } }, 2),
});
