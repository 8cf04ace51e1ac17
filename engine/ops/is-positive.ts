import { definePrimitive } from './define-op';

/** The smallest normal number times this is above 1, and smaller ones count as zero in a session. */
const STEEP = 3e38;

export const isPositive = definePrimitive<Record<string, never>>({
  name: 'IsPositive',
  summary: '1 for positive numbers, else 0, as float32: half the passes of Greater and Cast (ONNX HardSigmoid with α = 3·10³⁸, β = 0)',
  infer: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }],
  gradient: { notDifferentiable: 'it only appears in gradients, and second derivatives are not taken' },
  emit: ({ emitter, inputNames }) => emitter.node('HardSigmoid', inputNames, { alpha: { float: STEEP }, beta: { float: 0 } }),
});
