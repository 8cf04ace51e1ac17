import { defineActivation } from './activation';

export const gelu = defineActivation({
  type: 'gelu',
  title: 'GELU',
  summary: 'Weighs each value by the chance that a normal number is smaller',
  text: 'Smooth where ReLU has its corner; usual in transformers. Computed without approximation.',
  formula: String.raw`y = x \, \Phi(x)`,
  source: 'Hendrycks and Gimpel 2016; ONNX Gelu',
  lower: (b, x) => b.one('Gelu', [x], {}),
  torch: 'nn.GELU()',
});
