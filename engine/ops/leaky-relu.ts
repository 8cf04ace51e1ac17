import { definePrimitive } from './define-op';

export type LeakyReluAttributes = { readonly alpha: number };

/** `alpha` is the slope for x < 0. */
export const leakyRelu = definePrimitive<LeakyReluAttributes>({
  name: 'LeakyRelu',
  summary: 'y = x where x ≥ 0, else αx (ONNX LeakyRelu)',
  infer: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }],
  gradient: ({ builder: b, inputs, outputGradients: [dy], attributes: { alpha } }) => [
    dy ? b.where(b.greater(inputs[0]!, 0), dy, b.mul(dy, alpha)) : null,
  ],
  emit: ({ emitter, inputNames, attributes: { alpha } }) => emitter.node('LeakyRelu', inputNames, { alpha: { float: alpha } }),
});
