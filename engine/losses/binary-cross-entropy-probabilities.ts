import { defineLoss, perSample } from './define-loss';

/** Keeps ln finite: the smallest chance taken seriously, and about the distance of the float below 1. */
const LEAST = 1e-7;

export const binaryCrossEntropyProbabilities = defineLoss({
  name: 'binary-cross-entropy-probabilities',
  title: 'Binary cross-entropy (from probabilities)',
  summary: 'The negative logarithm of the probability given to the right answer of each yes-or-no question',
  formula: String.raw`-t \ln p - (1 - t) \ln (1 - p)`,
  accepts: ['number', 'category', 'image'],
  options: ['reduction'],
  target: (shape) => ({ dtype: 'float32', shape }),
  loss: (context) => {
    const { builder: b, input, target } = context;
    const yes = b.one('Clip', [input], { min: LEAST, max: 1 - LEAST });
    const right = b.add(b.mul(target, b.log(yes)), b.mul(b.sub(1, target), b.log(b.sub(1, yes))));
    return { loss: perSample(context, b.neg(right)) };
  },
  onPrediction: 'binary-cross-entropy-probabilities',
  prediction: (_, input) => input,
});
