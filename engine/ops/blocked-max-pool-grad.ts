import { defineComposite } from './define-op';
import type { PoolAttributes } from './max-pool';
import { maxPoolMasks } from './max-pool-masks';

/** Operands: blocked x, y = BlockedMaxPool(x), dy; result like x. The windows lie side by side; the first of tied cells takes the gradient. */
export const blockedMaxPoolGrad = defineComposite<PoolAttributes>({
  name: 'BlockedMaxPoolGrad',
  summary: 'sends each gradient of a max pooling back to the cell that won, in the blocked layout',
  infer: ([x]) => [{ dtype: x!.dtype, shape: x!.shape }],
  gradient: { notDifferentiable: 'layouts are chosen after gradients are taken' },
  expand: ({ builder, inputs, attributes }) => [maxPoolMasks(builder, inputs[0]!, inputs[1]!, inputs[2]!, attributes)],
});
