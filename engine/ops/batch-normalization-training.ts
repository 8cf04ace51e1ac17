import type { Builder } from './builder';
import { defineComposite, NoGradientError } from './define-op';
import type { Value } from './graph';

/** Every axis but the channels, and the shape in which a per-channel vector broadcasts against x. */
export function channelLayout(x: Value): { axes: number[]; column: Value['shape'] } {
  return {
    axes: x.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis])),
    column: x.shape.map((dim, axis) => (axis === 1 ? dim : 1)),
  };
}

export function inverseDeviation(b: Builder, variance: Value, epsilon: number): Value {
  return b.reciprocal(b.sqrt(b.add(variance, epsilon)));
}

export type BatchNormalizationTrainingAttributes = { readonly epsilon: number };

/** Operands: x [N, C, …], scale [C], bias [C]; results: y like x, mean [C], biased variance [C]. */
export const batchNormalizationTraining = defineComposite<BatchNormalizationTrainingAttributes>({
  name: 'BatchNormalizationTraining',
  summary: "batch normalization with the batch's own statistics (Ioffe and Szegedy 2015)",
  infer: ([x]) => {
    const channel = { dtype: x!.dtype, shape: [x!.shape[1]!] };
    return [{ dtype: x!.dtype, shape: x!.shape }, channel, channel];
  },
  gradient: ({ builder, inputs, outputs, outputGradients: [dy, ...statistics], attributes }) => {
    if (statistics.some((gradient) => gradient !== null)) throw new NoGradientError('its mean and variance are for running statistics, not for a loss');
    if (!dy) return [null, null, null];
    const [x, scale] = [inputs[0]!, inputs[1]!];
    return builder.apply('BatchNormalizationGrad', [x, scale, outputs[1]!, outputs[2]!, dy], attributes);
  },
  expand: ({ builder: b, inputs, attributes: { epsilon } }) => {
    const [x, scale, bias] = [inputs[0]!, inputs[1]!, inputs[2]!];
    const { axes, column } = channelLayout(x);
    const mean = b.mean(x, axes);
    const centred = b.sub(x, b.reshape(mean, column));
    const variance = b.div(b.one('ReduceSumSquare', [centred], { axes, keepdims: false }), b.size(x, axes));
    const y = b.one('BatchNormalization', [x, scale, bias, mean, variance], { epsilon });
    return [y, mean, variance];
  },
});
