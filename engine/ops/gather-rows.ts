import { formatShape } from '../core/shape';
import { definePrimitive, OpShapeError } from './define-op';

/** Operands: data [N, rows, …], int64 indices [N, k]; result [N, k, …]. */
export const gatherRows = definePrimitive<Record<string, never>>({
  name: 'GatherRows',
  summary: 'of every sample the rows that its own indices name (ONNX GatherND with one batch axis)',
  infer: ([data, indices]) => {
    if (data!.shape.length < 2 || indices!.shape.length !== 2 || indices!.dtype !== 'int64' || data!.shape[0] !== indices!.shape[0]) {
      throw new OpShapeError(`cannot gather rows of ${formatShape(data!.shape)} by ${indices!.dtype} ${formatShape(indices!.shape)}`);
    }
    return [{ dtype: data!.dtype, shape: [...indices!.shape, ...data!.shape.slice(2)] }];
  },
  gradient: ({ builder: b, inputs: [data, indices], outputGradients: [dy], needed }) => {
    if (!dy || !needed[0]) return [null, null];
    const places = b.expandLike(b.reshape(indices!, [...indices!.shape, ...dy.shape.slice(2).map(() => 1)]), dy);
    return [b.one('ScatterElements', [b.one('ZerosLike', [data!], {}), places, dy], { axis: 1, reduction: 'add' }), null];
  },
  emit: ({ emitter, inputs: [, indices], inputNames: [data, names] }) =>
    emitter.node('GatherND', [data!, emitter.view(names!, indices!.shape, [...indices!.shape, 1])], { batch_dims: { int: 1 } }),
});
