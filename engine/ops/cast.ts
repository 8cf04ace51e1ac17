import type { DType } from '../core/dtype';
import { ELEMENT_TYPE } from '../onnx/tensor-proto';
import { definePrimitive } from './define-op';

export type CastAttributes = { readonly to: DType };

export const cast = definePrimitive<CastAttributes>({
  name: 'Cast',
  summary: 'changes the element type (ONNX Cast)',
  infer: ([x], { to }) => [{ dtype: to, shape: x!.shape }],
  gradient: { notDifferentiable: 'casting to or from whole numbers is flat almost everywhere' },
  emit: ({ emitter, inputNames, attributes: { to } }) => emitter.node('Cast', inputNames, { to: { int: ELEMENT_TYPE[to] } }),
});
