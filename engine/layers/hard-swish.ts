import { defineActivation } from './activation';

export const hardSwish = defineActivation({
  type: 'hard-swish',
  title: 'HardSwish',
  summary: 'SiLU made of straight lines',
  text: 'Cheap on small devices; used by MobileNetV3.',
  formula: String.raw`y = x \cdot \min(\max(x/6 + 1/2, 0), 1)`,
  source: 'Howard et al. 2019; ONNX HardSwish',
  lower: (b, x) => b.one('HardSwish', [x], {}),
  torch: 'nn.Hardswish()',
});
