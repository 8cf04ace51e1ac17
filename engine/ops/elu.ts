import { definePrimitive } from './define-op';

export type EluAttributes = { readonly alpha: number };

export const elu = definePrimitive<EluAttributes>({
  name: 'Elu',
  summary: 'y = x where x ≥ 0, else α(eˣ − 1) (ONNX Elu; Clevert et al. 2015)',
  infer: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }],
  gradient: ({ builder: b, inputs, outputs, outputGradients: [dy], attributes: { alpha } }) => [
    dy ? b.where(b.greater(inputs[0]!, 0), dy, b.mul(dy, b.add(outputs[0]!, alpha))) : null,
  ],
  emit: ({ emitter, inputNames, attributes: { alpha } }) => emitter.node('Elu', inputNames, { alpha: { float: alpha } }),
});
