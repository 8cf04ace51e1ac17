import { definePrimitive } from './define-op';
import type { TensorType } from './graph';
import { spatialSizes, windowOutputSizes, type Window } from './window';

export type PoolAttributes = Window & { readonly kernel: readonly number[] };

export function pooledType(x: TensorType, attributes: PoolAttributes): TensorType {
  const sizes = windowOutputSizes(spatialSizes(x.shape), attributes.kernel, attributes);
  return { dtype: x.dtype, shape: [x.shape[0]!, x.shape[1]!, ...sizes] };
}

export function poolAttributes({ kernel, strides, pads }: PoolAttributes) {
  return { kernel_shape: { ints: kernel }, strides: { ints: strides }, pads: { ints: pads } };
}

export const maxPool = definePrimitive<PoolAttributes>({
  name: 'MaxPool',
  summary: 'the largest value under each window; padding never wins (ONNX MaxPool)',
  infer: ([x], attributes) => [pooledType(x!, attributes)],
  gradient: ({ builder, inputs, outputs, outputGradients: [dy], attributes }) => [
    dy ? builder.one('MaxPoolGrad', [inputs[0]!, outputs[0]!, dy], attributes) : null,
  ],
  emit: ({ emitter, inputNames, attributes }) =>
    emitter.node('MaxPool', inputNames, { ...poolAttributes(attributes), dilations: { ints: attributes.dilations } }),
});
