import { definePrimitive } from './define-op';

export const zerosLike = definePrimitive<Record<string, never>>({
  name: 'ZerosLike',
  summary: 'zeros in the run-time shape of x (ONNX Shape, Expand)',
  infer: ([x]) => [{ dtype: 'float32', shape: x!.shape }],
  gradient: () => [null],
  emit: ({ emitter, inputNames }) => {
    const [shape] = emitter.node('Shape', inputNames);
    return emitter.node('Expand', [emitter.float(0), shape!]);
  },
});
