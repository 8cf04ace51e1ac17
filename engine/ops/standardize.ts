import { defineComposite, NoGradientError } from './define-op';

export type StandardizeAttributes = { readonly axes: readonly number[]; readonly epsilon: number };

/** Operand: x; results: x̂ like x, and 1/σ with the axes kept as 1. */
export const standardize = defineComposite<StandardizeAttributes>({
  name: 'Standardize',
  summary: 'x̂ = (x − μ)/√(σ² + ε) over the named axes: the core of layer, group and instance normalization (Ba et al. 2016)',
  infer: ([x], { axes }) => [
    { dtype: x!.dtype, shape: x!.shape },
    { dtype: x!.dtype, shape: x!.shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim)) },
  ],
  gradient: ({ builder: b, outputs, outputGradients: [dy, dInverse], attributes: { axes } }) => {
    if (dInverse) throw new NoGradientError('its deviation is for its own gradient, not for a loss');
    if (!dy) return [null];
    const [standard, inverse] = [outputs[0]!, outputs[1]!];
    const centred = b.sub(dy, b.mean(dy, axes, true));
    const projected = b.mul(standard, b.mean(b.mul(dy, standard), axes, true));
    return [b.mul(b.sub(centred, projected), inverse)];
  },
  expand: ({ builder: b, inputs, attributes: { axes, epsilon } }) => {
    const x = inputs[0]!;
    const centred = b.sub(x, b.mean(x, axes, true));
    const variance = b.mean(b.square(centred), axes, true);
    const inverse = b.reciprocal(b.sqrt(b.add(variance, epsilon)));
    return [b.mul(centred, inverse), inverse];
  },
});
