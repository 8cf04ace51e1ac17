import { allocate } from '../core/dtype';
import type { Builder } from '../ops/builder';
import type { Value } from '../ops/graph';
import { defineLoss, type LossArguments } from './define-loss';

export const crossEntropy = defineLoss({
  name: 'cross-entropy',
  title: 'Cross-entropy (from logits)',
  summary: 'The negative log-probability that softmax gives to the right class',
  formula: String.raw`-\log \frac{e^{z_t}}{\sum_c e^{z_c}}`,
  accepts: ['category'],
  options: ['labelSmoothing', 'classWeights'],
  target: (shape) => (shape.length === 1 ? { dtype: 'int32', shape: [] } : { problem: 'one score per class, a vector' }),
  loss: (context) => {
    const logProbabilities = context.builder.one('LogSoftmax', [context.input], { axis: 1 });
    return negativeLogLikelihood(context, logProbabilities);
  },
  onPrediction: 'cross-entropy-probabilities',
  prediction: (b, input) => b.one('Softmax', [input], { axis: 1 }),
});

/** −Σ q·log p per sample, where q is the one-hot target, smoothed and weighted as asked. Shared by both cross-entropies. */
export function negativeLogLikelihood({ builder: b, target, options }: LossArguments, logProbabilities: Value): { loss: Value; weight?: Value } {
  const classes = logProbabilities.shape[1] as number;
  const hot = oneHot(b, target, classes);
  const smoothing = options.labelSmoothing;
  const spread = smoothing === 0 ? hot : b.add(b.mul(hot, 1 - smoothing), smoothing / classes);
  if (options.classWeights.length === 0) return { loss: b.neg(b.sum(b.mul(spread, logProbabilities), [1])) };
  const weights = b.constant({ dtype: 'float32', shape: [classes], data: Float32Array.from(options.classWeights) });
  return {
    loss: b.neg(b.sum(b.mul(b.mul(spread, weights), logProbabilities), [1])),
    weight: b.sum(b.mul(hot, weights), [1]),
  };
}

/** [N] labels → [N, classes] float32. ONNX OneHot has no WebGPU kernel; comparing with 0, 1, 2, … has. */
export function oneHot(b: Builder, labels: Value, classes: number): Value {
  const indices = allocate('int32', classes).map((_, index) => index);
  const column = b.reshape(labels, [labels.shape[0]!, 1]);
  return b.cast(b.equal(column, b.constant({ dtype: 'int32', shape: [classes], data: indices })), 'float32');
}
