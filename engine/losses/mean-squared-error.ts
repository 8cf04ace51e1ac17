import { defineLoss, perSampleMean } from './define-loss';

export const meanSquaredError = defineLoss({
  name: 'mean-squared-error',
  title: 'Mean squared error',
  summary: 'The mean of the squared differences: large mistakes count most',
  formula: String.raw`\frac{1}{n} \sum_i (y_i - \hat y_i)^2`,
  accepts: ['number', 'category', 'image'],
  options: [],
  target: (shape) => ({ dtype: 'float32', shape }),
  loss: ({ builder: b, input, target }) => ({ loss: perSampleMean(b, b.square(b.sub(input, target))) }),
  onPrediction: 'mean-squared-error',
  prediction: (_, input) => input,
});
