import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { DROPOUT_PARAMETERS } from './dropping';

export const gaussianDropout = defineLayer<{ rate: number }>({
  type: 'gaussian-dropout',
  version: 1,
  title: 'GaussianDropout',
  category: 'regularization',
  summary: 'Multiplies values by normal noise around 1 while training',
  documentation: {
    text: 'Does what Dropout does, with noise of the same variance in place of zeros; afterwards values pass unchanged.',
    formulas: [String.raw`y = x \Big(1 + \sqrt{\frac{r}{1 - r}} \, n\Big), \quad n \sim \mathcal{N}(0, 1)`],
    source: 'Srivastava et al. 2014, section 10',
  },
  parameters: { rate: { ...DROPOUT_PARAMETERS.rate, help: 'The rate of the Dropout whose variance the noise has' } },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs }) => inputs,
  lower: ({ builder: b, inputs: [x], parameters: { rate }, mode, noise }) => {
    if (mode === 'infer' || rate === 0) return [x!];
    return [b.mul(x!, b.add(b.mul(noise('noise', x!.shape), Math.sqrt(rate / (1 - rate))), 1))];
  },
  torch: ({ parameters: { rate } }) => ({
    forward: ([value]) => `(${value} * (1 + ${Math.sqrt(rate / (1 - rate))} * torch.randn_like(${value})) if self.training else ${value})`,
  }),
  examples: [{ title: 'Between Dense layers', parameters: {}, inputs: [[120]], outputs: [[120]], parameterCount: 0, macs: 0 }],
});
