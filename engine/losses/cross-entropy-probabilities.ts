import { negativeLogLikelihood } from './cross-entropy';
import { defineLoss } from './define-loss';

/** Keeps ln finite. */
const LEAST = 1e-7;

export const crossEntropyProbabilities = defineLoss({
  name: 'cross-entropy-probabilities',
  title: 'Cross-entropy (from probabilities)',
  summary: 'The negative logarithm of the probability given to the right class, for networks that end in Softmax',
  formula: String.raw`-\ln p_t`,
  accepts: ['category'],
  options: ['labelSmoothing', 'classWeights'],
  target: (shape) => (shape.length === 1 ? { dtype: 'int32', shape: [] } : { problem: 'one probability per class, a vector' }),
  loss: (context) => {
    const b = context.builder;
    return negativeLogLikelihood(context, b.log(b.one('Clip', [context.input], { min: LEAST, max: 1 })));
  },
  onPrediction: 'cross-entropy-probabilities',
  prediction: (_, input) => input,
});
