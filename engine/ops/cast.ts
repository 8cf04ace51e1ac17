import type { DType } from '../core/dtype';
import { definePrimitive } from './define-op';

/** TensorProto.DataType codes. */
const ONNX_TYPES: Record<DType, number> = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9 };

export type CastAttributes = { readonly to: DType };

export const cast = definePrimitive<CastAttributes>({
  name: 'Cast',
  summary: 'changes the element type (ONNX Cast)',
  infer: ([x], { to }) => [{ dtype: to, shape: x!.shape }],
  gradient: { notDifferentiable: 'casting to or from whole numbers is flat almost everywhere' },
  emit: ({ emitter, inputNames, attributes: { to } }) => emitter.node('Cast', inputNames, { to: { int: ONNX_TYPES[to] } }),
});
