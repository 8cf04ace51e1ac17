import { definePrimitive } from './define-op';

export type ScatterElementsAttributes = { readonly axis: number; readonly reduction: 'add' | 'max' };

/** Operands: data, indices, updates (indices and updates alike in shape). */
export const scatterElements = definePrimitive<ScatterElementsAttributes>({
  name: 'ScatterElements',
  summary: 'adds updates to data at the indices along one axis, or keeps the largest of both (ONNX ScatterElements)',
  infer: ([data]) => [{ dtype: data!.dtype, shape: data!.shape }],
  gradient: { notDifferentiable: 'it only appears in gradients and where nothing is learned through' },
  emit: ({ emitter, inputNames, attributes: { axis, reduction } }) =>
    emitter.node('ScatterElements', inputNames, { axis: { int: axis }, reduction: { string: reduction } }),
});
