import { formatShape, staticDim } from '../core/shape';
import { definePrimitive, OpShapeError } from './define-op';
import { sameType } from './elementwise';

export type ConcatAttributes = { readonly axis: number };

export const concat = definePrimitive<ConcatAttributes>({
  name: 'Concat',
  summary: 'joins tensors along one axis (ONNX Concat)',
  infer: (inputs, { axis }) => {
    const first = inputs[0]!;
    for (const other of inputs.slice(1)) {
      const fits = other.shape.length === first.shape.length && other.shape.every((dim, at) => at === axis || dim === first.shape[at]);
      if (!fits) throw new OpShapeError(`cannot join ${formatShape(other.shape)} to ${formatShape(first.shape)} along axis ${axis}`);
    }
    const joined = inputs.reduce((total, input) => total + staticDim(input.shape[axis]!), 0);
    return [{ dtype: sameType('Concat', inputs), shape: first.shape.map((dim, at) => (at === axis ? joined : dim)) }];
  },
  gradient: ({ builder, inputs, outputGradients: [dy], attributes: { axis }, needed }) => {
    let start = 0;
    return inputs.map((input, index) => {
      const end = start + staticDim(input.shape[axis]!);
      const part = dy && needed[index] ? builder.one('Slice', [dy], { starts: [start], ends: [end], axes: [axis], steps: [1] }) : null;
      start = end;
      return part;
    });
  },
  emit: ({ emitter, inputNames, attributes: { axis } }) => emitter.node('Concat', inputNames, { axis: { int: axis } }),
});
