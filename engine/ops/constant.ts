import type { Tensor } from '../core/dtype';
import { definePrimitive } from './define-op';

export type ConstantAttributes = { readonly value: Tensor };

export const constant = definePrimitive<ConstantAttributes>({
  name: 'Constant',
  summary: 'a fixed tensor (an ONNX initializer)',
  infer: (_, { value }) => [{ dtype: value.dtype, shape: value.shape }],
  gradient: { notDifferentiable: 'a constant has no operand' },
  emit: ({ emitter, attributes: { value } }) => [emitter.initializer(value)],
});
