import { number } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';

export const gaussianNoise = defineLayer<{ deviation: number }>({
  type: 'gaussian-noise',
  version: 1,
  title: 'GaussianNoise',
  category: 'regularization',
  summary: 'Adds normal noise while training',
  documentation: {
    text: 'A mild regularizer, mostly right after an Input; afterwards values pass unchanged.',
    formulas: [String.raw`y = x + \sigma n, \quad n \sim \mathcal{N}(0, 1)`],
    source: 'Bishop 1995',
  },
  parameters: {
    deviation: number({ label: 'Deviation', help: 'Standard deviation of the noise', default: 0.1, minimum: 0 }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs }) => inputs,
  lower: ({ builder: b, inputs: [x], parameters: { deviation }, mode, noise }) => [
    mode === 'infer' || deviation === 0 ? x! : b.add(x!, b.mul(noise('noise', x!.shape), deviation)),
  ],
  torch: ({ parameters: { deviation } }) => ({
    forward: ([value]) => `(${value} + ${deviation} * torch.randn_like(${value}) if self.training else ${value})`,
  }),
  examples: [{ title: 'On pictures', parameters: {}, inputs: [[1, 28, 28]], outputs: [[1, 28, 28]], parameterCount: 0, macs: 0 }],
});
