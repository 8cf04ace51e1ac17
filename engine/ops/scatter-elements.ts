import { definePrimitive } from './define-op';

export type ScatterElementsAttributes = { readonly axis: number; readonly reduction: 'add' };

/** Operands: data, indices, updates (indices and updates alike in shape). */
export const scatterElements = definePrimitive<ScatterElementsAttributes>({
  name: 'ScatterElements',
  summary: 'adds updates to data at the indices along one axis (ONNX ScatterElements)',
  infer: ([data]) => [{ dtype: data!.dtype, shape: data!.shape }],
  gradient: { notDifferentiable: 'it only appears in gradients, and second derivatives are not taken' },
  emit: ({ emitter, inputNames, attributes: { axis, reduction } }) =>
    emitter.node('ScatterElements', inputNames, { axis: { int: axis }, reduction: { string: reduction } }),
});
