import { float32Tensor } from '../core/dtype';
import { elementCount, staticDim } from '../core/shape';
import type { Builder } from './builder';
import { defineComposite } from './define-op';
import type { Value } from './graph';

/** Operands: the table, the indices, dy as the gathered rows; result like the table. */
export const gatherGrad = defineComposite<Record<string, never>>({
  name: 'GatherGrad',
  summary: 'adds each gradient of a gathered row to the row of the table that it came from',
  infer: ([data]) => [{ dtype: data!.dtype, shape: data!.shape }],
  gradient: { notDifferentiable: 'second derivatives are not taken' },
  expand: ({ builder: b, inputs, target }) => {
    const [data, indices, dy] = [inputs[0]!, inputs[1]!, inputs[2]!];
    const count = elementCount(indices.shape);
    const width = elementCount(data.shape.slice(1));
    const rows = b.reshape(dy, [count, width]);
    const index = b.reshape(indices, [count, 1]);
    const sums = target.backend === 'cpu' ? scattered(b, data, index, rows) : counted(b, data, index, rows);
    return [b.reshape(sums, data.shape)];
  },
});

function scattered(b: Builder, data: Value, index: Value, rows: Value): Value {
  const zeros = b.reshape(b.one('ZerosLike', [data], {}), [data.shape[0]!, rows.shape[1]!]);
  return b.one('ScatterElements', [zeros, b.expandLike(index, rows), rows], { axis: 0, reduction: 'add' });
}

/** Without a scattering kernel: a matrix of ones where an index names a row, times the gradients. */
function counted(b: Builder, data: Value, index: Value, rows: Value): Value {
  const size = staticDim(data.shape[0]!);
  const every = b.constant(float32Tensor([1, size], Float32Array.from({ length: size }, (_, row) => row)));
  const named = b.cast(b.equal(b.cast(index, 'float32'), every), 'float32');
  return b.matmul(b.transposeLast(named), rows);
}
