import { defineActivation } from './activation';

export const hardTanh = defineActivation({
  type: 'hard-tanh',
  title: 'HardTanh',
  summary: 'Keeps values between −1 and 1, cuts the rest',
  text: 'A tanh made of straight lines: cheap, and flat beyond its bends.',
  formula: String.raw`y = \min(\max(x, -1), 1)`,
  source: 'Collobert 2004; ONNX Clip',
  lower: (b, x) => b.one('Clip', [x], { min: -1, max: 1 }),
  torch: 'nn.Hardtanh()',
});
