import { definePrimitive } from './define-op';
import { spatialSizes } from './window';

export const globalAveragePool = definePrimitive<Record<string, never>>({
  name: 'GlobalAveragePool',
  summary: 'the mean over all spatial positions, which stay as axes of size 1 (ONNX GlobalAveragePool)',
  infer: ([x]) => [{ dtype: x!.dtype, shape: [...x!.shape.slice(0, 2), ...x!.shape.slice(2).map(() => 1)] }],
  gradient: ({ builder: b, inputs, outputGradients: [dy] }) => {
    if (!dy) return [null];
    const area = spatialSizes(inputs[0]!.shape).reduce((product, size) => product * size, 1);
    return [b.expandLike(b.mul(dy, 1 / area), inputs[0]!)];
  },
  emit: ({ emitter, inputNames }) => emitter.node('GlobalAveragePool', inputNames),
});
