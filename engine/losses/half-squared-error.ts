import { defineLoss, perSampleSum } from './define-loss';

export const halfSquaredError = defineLoss({
  name: 'half-squared-error',
  title: '½ squared error',
  summary: 'Half the squared distance, summed over the outputs of a sample: its derivative is the plain difference',
  formula: String.raw`\tfrac{1}{2} \sum_i (y_i - \hat y_i)^2`,
  accepts: ['number', 'category', 'image'],
  options: [],
  target: (shape) => ({ dtype: 'float32', shape }),
  loss: ({ builder: b, input, target }) => ({ loss: b.mul(perSampleSum(b, b.square(b.sub(input, target))), 0.5) }),
  onPrediction: 'half-squared-error',
  prediction: (_, input) => input,
});
