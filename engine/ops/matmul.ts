import { broadcastShapes, formatShape } from '../core/shape';
import { definePrimitive, OpShapeError } from './define-op';

export const matmul = definePrimitive<Record<string, never>>({
  name: 'MatMul',
  summary: 'matrix product over the last two axes, the leading ones broadcast (ONNX MatMul); both operands of rank ≥ 2',
  infer: ([a, b]) => {
    const lead = broadcastShapes(a!.shape.slice(0, -2), b!.shape.slice(0, -2));
    const [rows, inner] = a!.shape.slice(-2);
    const [innerB, columns] = b!.shape.slice(-2);
    if (!lead || a!.shape.length < 2 || b!.shape.length < 2 || inner !== innerB) {
      throw new OpShapeError(`cannot multiply ${formatShape(a!.shape)} by ${formatShape(b!.shape)}`);
    }
    return [{ dtype: a!.dtype, shape: [...lead, rows!, columns!] }];
  },
  gradient: ({ builder, inputs, outputGradients: [dy], needed }) => {
    if (!dy) return [null, null];
    const [a, b] = [inputs[0]!, inputs[1]!];
    return [
      needed[0] ? builder.sumTo(builder.matmul(dy, builder.transposeLast(b)), a.shape) : null,
      needed[1] ? builder.sumTo(builder.matmul(builder.transposeLast(a), dy), b.shape) : null,
    ];
  },
  emit: ({ emitter, inputNames }) => emitter.node('MatMul', inputNames),
});
