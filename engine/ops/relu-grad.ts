import { defineComposite } from './define-op';

/** Operands: y = Relu(x), dy. */
export const reluGrad = defineComposite<Record<string, never>>({
  name: 'ReluGrad',
  summary: 'dy where y is positive, else 0',
  infer: ([y]) => [{ dtype: y!.dtype, shape: y!.shape }],
  gradient: { notDifferentiable: 'second derivatives are not taken' },
  expand: ({ builder: b, inputs, target }) => {
    const [y, dy] = [inputs[0]!, inputs[1]!];
    if (target.backend !== 'cpu') return [b.where(b.greater(y, 0), dy, 0)];
    return [b.mul(dy, b.one('IsPositive', [y], {}))];
  },
});
