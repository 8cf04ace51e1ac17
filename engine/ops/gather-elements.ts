import { formatShape } from '../core/shape';
import { definePrimitive, OpShapeError } from './define-op';

export type GatherElementsAttributes = { readonly axis: number };

/** Operands: data, whole-number indices of the same rank, alike but along the axis; the result has the shape of the indices. */
export const gatherElements = definePrimitive<GatherElementsAttributes>({
  name: 'GatherElements',
  summary: 'for every index the element that it names along one axis (ONNX GatherElements)',
  infer: ([data, indices], { axis }) => {
    const fits = indices!.dtype === 'int64' && data!.shape.length === indices!.shape.length && data!.shape.every((dim, at) => at === axis || dim === indices!.shape[at]);
    if (!fits || axis >= data!.shape.length) throw new OpShapeError(`cannot gather elements of ${formatShape(data!.shape)} along axis ${axis} by ${indices!.dtype} ${formatShape(indices!.shape)}`);
    return [{ dtype: data!.dtype, shape: indices!.shape }];
  },
  gradient: ({ builder: b, inputs: [data, indices], outputGradients: [dy], needed, attributes: { axis } }) => [
    dy && needed[0] ? b.one('ScatterElements', [b.one('ZerosLike', [data!], {}), indices!, dy], { axis, reduction: 'add' }) : null,
    null,
  ],
  emit: ({ emitter, inputNames, attributes: { axis } }) => emitter.node('GatherElements', inputNames, { axis: { int: axis } }),
});
