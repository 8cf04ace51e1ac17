import { definePrimitive } from './define-op';

export type ReverseAttributes = { readonly axes: readonly number[] };

export const reverse = definePrimitive<ReverseAttributes>({
  name: 'Reverse',
  summary: 'reverses the order along the named axes (ONNX Slice with step −1)',
  infer: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }],
  gradient: ({ builder, outputGradients: [dy], attributes: { axes } }) => [dy ? builder.one('Reverse', [dy], { axes }) : null],
  emit: ({ emitter, inputNames, attributes: { axes } }) =>
    emitter.node('Slice', [
      inputNames[0]!,
      emitter.int64s(axes.map(() => -1)),
      // ONNX clamps an end before the first element to "up to and including it".
      emitter.int64s(axes.map(() => Number.MIN_SAFE_INTEGER)),
      emitter.int64s(axes),
      emitter.int64s(axes.map(() => -1)),
    ]),
});
