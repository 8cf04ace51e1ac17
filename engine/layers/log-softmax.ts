import { defineSoftmax } from './normalized-exponential';

export const logSoftmax = defineSoftmax({
  type: 'log-softmax',
  title: 'LogSoftmax',
  summary: 'Turns scores into logarithms of probabilities',
  text: 'Exact where the logarithm of a Softmax would round to minus infinity.',
  formula: String.raw`y_i = x_i - \ln \sum_j e^{x_j}`,
  source: 'ONNX LogSoftmax',
  op: 'LogSoftmax',
});
