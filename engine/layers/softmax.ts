import { defineSoftmax } from './normalized-exponential';

export const softmax = defineSoftmax({
  type: 'softmax',
  title: 'Softmax',
  summary: 'Turns scores into probabilities that add up to 1',
  text: 'Not needed before an Output whose loss works from logits: that loss does it, more exactly.',
  formula: String.raw`y_i = \frac{e^{x_i}}{\sum_j e^{x_j}}`,
  source: 'Bridle 1990; ONNX Softmax',
  op: 'Softmax',
});
