import { channelLayout, inverseDeviation } from './batch-normalization-training';
import { defineComposite } from './define-op';

export type BatchNormalizationGradAttributes = { readonly epsilon: number };

/** Operands: x, scale, mean, variance (as the forward pass computed them), dy; results: dx, dscale, dbias. */
export const batchNormalizationGrad = defineComposite<BatchNormalizationGradAttributes>({
  name: 'BatchNormalizationGrad',
  summary: 'gradients of batch normalization through its own statistics (Ioffe and Szegedy 2015, §3)',
  infer: ([x, scale]) => [x!, scale!, scale!].map(({ dtype, shape }) => ({ dtype, shape })),
  gradient: { notDifferentiable: 'second derivatives are not taken' },
  // With x̂ = (x − μ)/σ and m values per channel: dx = scale/σ · (dy − Σdy/m − x̂ · Σ(dy·x̂)/m), written as
  // dy·gain + centred·slope + offset so that only whole-tensor products remain.
  expand: ({ builder: b, inputs, attributes: { epsilon } }) => {
    const [x, scale, mean, variance, dy] = [inputs[0]!, inputs[1]!, inputs[2]!, inputs[3]!, inputs[4]!];
    const { axes, column } = channelLayout(x);
    const inverse = inverseDeviation(b, variance, epsilon);
    const centred = b.sub(x, b.reshape(mean, column));
    const dbias = b.sum(dy, axes);
    const dscale = b.mul(b.sum(b.mul(dy, centred), axes), inverse);
    const gain = b.mul(scale, inverse);
    const perValue = b.div(gain, b.size(x, axes));
    const slope = b.neg(b.mul(b.mul(perValue, inverse), dscale));
    const offset = b.neg(b.mul(perValue, dbias));
    const dx = b.add(b.add(b.mul(dy, b.reshape(gain, column)), b.mul(centred, b.reshape(slope, column))), b.reshape(offset, column));
    return [dx, dscale, dbias];
  },
});
