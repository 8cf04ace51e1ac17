import { defineActivation } from './activation';

export const relu6 = defineActivation({
  type: 'relu6',
  title: 'ReLU6',
  summary: 'Keeps values between 0 and 6',
  text: 'A ReLU with a ceiling, which suits small number formats; used by MobileNet.',
  formula: String.raw`y = \min(\max(x, 0), 6)`,
  source: 'Krizhevsky 2010; ONNX Clip',
  lower: (b, x) => b.one('Clip', [x], { min: 0, max: 6 }),
  torch: 'nn.ReLU6()',
});
