import { defineActivation } from './activation';

export const sigmoid = defineActivation({
  type: 'sigmoid',
  title: 'Sigmoid',
  summary: 'Squeezes values between 0 and 1',
  text: 'A probability from a score. Far from zero it is flat, and gradients fade there.',
  formula: String.raw`y = \frac{1}{1 + e^{-x}}`,
  source: 'ONNX Sigmoid',
  lower: (b, x) => b.sigmoid(x),
  torch: 'nn.Sigmoid()',
});
