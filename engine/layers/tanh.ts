import { defineActivation } from './activation';

export const tanh = defineActivation({
  type: 'tanh',
  title: 'Tanh',
  summary: 'Squeezes values between −1 and 1',
  text: 'Like a sigmoid around zero; usual inside recurrent layers.',
  formula: String.raw`y = \tanh x`,
  source: 'ONNX Tanh',
  lower: (b, x) => b.tanh(x),
  torch: 'nn.Tanh()',
});
