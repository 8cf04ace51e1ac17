import { definePrimitive, OpShapeError } from './define-op';

export type TransposeAttributes = { readonly perm: readonly number[] };

/** `perm[i]` is the axis of x that becomes axis i. */
export const transpose = definePrimitive<TransposeAttributes>({
  name: 'Transpose',
  summary: 'reorders the axes (ONNX Transpose)',
  infer: ([x], { perm }) => {
    const sorted = [...perm].sort((a, b) => a - b);
    if (sorted.length !== x!.shape.length || sorted.some((axis, index) => axis !== index)) {
      throw new OpShapeError(`[${perm.join(', ')}] does not reorder ${x!.shape.length} axes`);
    }
    return [{ dtype: x!.dtype, shape: perm.map((axis) => x!.shape[axis]!) }];
  },
  gradient: ({ builder, outputGradients: [dy], attributes: { perm } }) => [
    dy ? builder.transpose(dy, perm.map((_, axis) => perm.indexOf(axis))) : null,
  ],
  emit: ({ emitter, inputNames, attributes: { perm } }) => emitter.node('Transpose', inputNames, { perm: { ints: perm } }),
});
