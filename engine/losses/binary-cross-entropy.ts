import { defineLoss, perSample } from './define-loss';

export const binaryCrossEntropy = defineLoss({
  name: 'binary-cross-entropy',
  title: 'Binary cross-entropy (from logits)',
  summary: 'The negative log-probability that a sigmoid gives to the right answer of each yes-or-no question',
  formula: String.raw`-t \ln \sigma(z) - (1 - t) \ln (1 - \sigma(z)) = \ln(1 + e^z) - z t`,
  accepts: ['number', 'category', 'image'],
  options: ['reduction'],
  target: (shape) => ({ dtype: 'float32', shape }),
  // Softplus is computed as max(z, 0) + ln(1 + e^−|z|), so neither side overflows and certainty loses no digits.
  loss: (context) => {
    const { builder: b, input, target } = context;
    return { loss: perSample(context, b.sub(b.one('Softplus', [input], {}), b.mul(input, target))) };
  },
  onPrediction: 'binary-cross-entropy-probabilities',
  prediction: (b, input) => b.sigmoid(input),
});
