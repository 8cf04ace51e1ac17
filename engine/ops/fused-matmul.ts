import { broadcastShapes, formatShape, type Dim, type Shape } from '../core/shape';
import { MICROSOFT_DOMAIN } from '../onnx/model';
import { definePrimitive, OpShapeError } from './define-op';

export type FusedMatMulAttributes = { readonly transA: boolean; readonly transB: boolean };

/** op(A)·op(B) over the last two axes, the leading ones broadcast: spares the copy that a Transpose would make. */
export const fusedMatMul = definePrimitive<FusedMatMulAttributes>({
  name: 'FusedMatMul',
  summary: 'batched matrix product with transposed operands (ONNX Runtime com.microsoft FusedMatMul, CPU only)',
  infer: ([a, b], { transA, transB }) => {
    const lead = broadcastShapes(a!.shape.slice(0, -2), b!.shape.slice(0, -2));
    const [rows, inner] = oriented(a!.shape, transA);
    const [innerB, columns] = oriented(b!.shape, transB);
    if (!lead || a!.shape.length < 2 || b!.shape.length < 2 || inner !== innerB) {
      throw new OpShapeError(`cannot multiply ${formatShape(a!.shape)} by ${formatShape(b!.shape)}`);
    }
    return [{ dtype: a!.dtype, shape: [...lead, rows, columns] }];
  },
  gradient: { notDifferentiable: 'it only appears in gradients, and second derivatives are not taken' },
  emit: ({ emitter, inputNames, attributes: { transA, transB } }) =>
    emitter.node('FusedMatMul', inputNames, { transA: { int: transA ? 1 : 0 }, transB: { int: transB ? 1 : 0 } }, 1, MICROSOFT_DOMAIN),
});

function oriented(shape: Shape, transposed: boolean): [Dim, Dim] {
  const [rows, columns] = shape.slice(-2) as [Dim, Dim];
  return transposed ? [columns, rows] : [rows, columns];
}
