import { definePrimitive } from './define-op';

export type SoftmaxAttributes = { readonly axis: number };

export const softmax = definePrimitive<SoftmaxAttributes>({
  name: 'Softmax',
  summary: 'y = eˣ / Σ eˣ along one axis (ONNX Softmax)',
  infer: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }],
  gradient: ({ builder: b, outputs, outputGradients: [dy], attributes: { axis } }) => {
    if (!dy) return [null];
    const y = outputs[0]!;
    return [b.mul(y, b.sub(dy, b.sum(b.mul(dy, y), [axis], true)))];
  },
  emit: ({ emitter, inputNames, attributes: { axis } }) => emitter.node('Softmax', inputNames, { axis: { int: axis } }),
});
