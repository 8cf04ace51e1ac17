import { defineLoss, perSampleMean } from './define-loss';

export const meanAbsoluteError = defineLoss({
  name: 'mean-absolute-error',
  title: 'Mean absolute error',
  summary: 'The mean of the absolute differences: a few outliers do not dominate',
  formula: String.raw`\frac{1}{n} \sum_i |y_i - \hat y_i|`,
  accepts: ['number', 'image'],
  options: [],
  target: (shape) => ({ dtype: 'float32', shape }),
  loss: ({ builder: b, input, target }) => ({ loss: perSampleMean(b, b.abs(b.sub(input, target))) }),
  onPrediction: 'mean-absolute-error',
  prediction: (_, input) => input,
});
