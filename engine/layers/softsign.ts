import { defineActivation } from './activation';

export const softsign = defineActivation({
  type: 'softsign',
  title: 'Softsign',
  summary: 'Squeezes values between −1 and 1, slowly',
  text: 'Like tanh, but it takes far larger values before it is flat.',
  formula: String.raw`y = \frac{x}{1 + |x|}`,
  source: 'Bergstra et al. 2009; ONNX Softsign',
  lower: (b, x) => b.div(x, b.add(b.abs(x), 1)),
  torch: 'nn.Softsign()',
});
