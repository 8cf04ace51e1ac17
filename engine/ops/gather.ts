import { formatShape } from '../core/shape';
import { definePrimitive, OpShapeError } from './define-op';

/** Operands: data [rows, …], whole-number indices of any shape; result [indices…, …]. */
export const gather = definePrimitive<Record<string, never>>({
  name: 'Gather',
  summary: 'the rows of a table that the indices name (ONNX Gather along axis 0)',
  infer: ([data, indices]) => {
    if (data!.shape.length === 0 || (indices!.dtype !== 'int64' && indices!.dtype !== 'int32')) {
      throw new OpShapeError(`cannot gather rows of ${formatShape(data!.shape)} by ${indices!.dtype}`);
    }
    return [{ dtype: data!.dtype, shape: [...indices!.shape, ...data!.shape.slice(1)] }];
  },
  gradient: ({ builder, inputs, outputGradients: [dy], needed }) => [
    dy && needed[0] ? builder.one('GatherGrad', [inputs[0]!, inputs[1]!, dy], {}) : null,
    null,
  ],
  emit: ({ emitter, inputNames }) => emitter.node('Gather', inputNames, { axis: { int: 0 } }),
});
