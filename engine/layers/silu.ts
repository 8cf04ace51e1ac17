import { defineActivation } from './activation';

export const silu = defineActivation({
  type: 'silu',
  title: 'SiLU',
  summary: 'Weighs each value by its own sigmoid',
  text: 'Also called Swish; used by EfficientNet and the later YOLO versions.',
  formula: String.raw`y = \frac{x}{1 + e^{-x}}`,
  source: 'Elfwing et al. 2017; Ramachandran et al. 2017',
  lower: (b, x) => b.mul(x, b.sigmoid(x)),
  torch: 'nn.SiLU()',
});
