import { definePrimitive } from './define-op';

export type ClipAttributes = { readonly min: number; readonly max: number };

export const clip = definePrimitive<ClipAttributes>({
  name: 'Clip',
  summary: 'y = min(max(x, low), high) (ONNX Clip); the gradient passes where low ≤ x ≤ high',
  infer: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }],
  gradient: ({ builder: b, inputs, outputGradients: [dy], attributes: { min, max } }) => {
    if (!dy) return [null];
    const outside = b.where(b.less(inputs[0]!, min), 0, dy);
    return [b.where(b.greater(inputs[0]!, max), 0, outside)];
  },
  emit: ({ emitter, inputNames, attributes: { min, max } }) =>
    emitter.node('Clip', [inputNames[0]!, emitter.float(min), emitter.float(max)]),
});
