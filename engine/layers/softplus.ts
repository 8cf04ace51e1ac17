import { defineActivation } from './activation';

export const softplus = defineActivation({
  type: 'softplus',
  title: 'Softplus',
  summary: 'A smooth ReLU, always positive',
  text: 'Its derivative is the sigmoid. Handy where an output must be positive, such as a deviation.',
  formula: String.raw`y = \ln(1 + e^x)`,
  source: 'Dugas et al. 2000; ONNX Softplus',
  lower: (b, x) => b.one('Softplus', [x], {}),
  torch: 'nn.Softplus()',
});
