import { defineActivation } from './activation';

export const logSigmoid = defineActivation({
  type: 'log-sigmoid',
  title: 'LogSigmoid',
  summary: 'The logarithm of the sigmoid',
  text: 'Scores for losses that add up logarithms of probabilities; stable where the sigmoid is almost 0.',
  formula: String.raw`y = -\ln(1 + e^{-x})`,
  source: 'minus ONNX Softplus of −x',
  lower: (b, x) => b.neg(b.one('Softplus', [b.neg(x)], {})),
  torch: 'nn.LogSigmoid()',
});
