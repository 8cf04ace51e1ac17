import { definePrimitive } from './define-op';
import { poolAttributes, pooledType, type PoolAttributes } from './max-pool';

export const maxPoolWithIndices = definePrimitive<PoolAttributes>({
  name: 'MaxPoolWithIndices',
  summary: 'MaxPool with the flat position of each winner in x, the first where several are equal (ONNX MaxPool, CPU only)',
  infer: ([x], attributes) => {
    const pooled = pooledType(x!, attributes);
    return [pooled, { dtype: 'int64', shape: pooled.shape }];
  },
  gradient: { notDifferentiable: 'it only appears in gradients, and second derivatives are not taken' },
  emit: ({ emitter, inputNames, attributes }) =>
    emitter.node('MaxPool', inputNames, { ...poolAttributes(attributes), dilations: { ints: attributes.dilations } }, 2),
});
