import { definePrimitive } from './define-op';
import { poolAttributes, pooledType, type PoolAttributes } from './max-pool';
import { spatialSizes } from './window';

/** `countPadding`: whether padded cells count in the divisor. */
export type AveragePoolAttributes = PoolAttributes & { readonly countPadding: boolean };

export const averagePool = definePrimitive<AveragePoolAttributes>({
  name: 'AveragePool',
  summary: 'the mean under each window (ONNX AveragePool)',
  infer: ([x], attributes) => [pooledType(x!, attributes)],
  gradient: ({ builder, inputs, outputGradients: [dy], attributes }) => [
    dy ? builder.one('AveragePoolGrad', [dy], { ...attributes, spatial: spatialSizes(inputs[0]!.shape) }) : null,
  ],
  emit: ({ emitter, inputNames, attributes }) =>
    emitter.node('AveragePool', inputNames, {
      ...poolAttributes(attributes),
      dilations: { ints: attributes.dilations },
      count_include_pad: { int: attributes.countPadding ? 1 : 0 },
    }),
});
