import { defineLayer, ONE_OUTPUT } from './define-layer';
import { equalShape } from './merge';

const PORTS = [
  { name: 'mean', help: 'The middle of each distribution' },
  { name: 'logVariance', help: 'The logarithm of its variance' },
] as const;

export const gaussianSample = defineLayer<Record<string, never>>({
  type: 'gaussian-sample',
  version: 1,
  title: 'GaussianSample',
  category: 'core',
  summary: 'Draws a value from the normal distribution that two inputs describe',
  documentation: {
    text: 'The middle of a variational autoencoder: the noise comes from outside, so the gradient passes to mean and variance as through any sum. In use after training the mean itself is the answer.',
    formulas: [String.raw`z = \mu + e^{\frac{1}{2} \log \sigma^2} \varepsilon, \quad \varepsilon \sim \mathcal{N}(0, 1)`],
    source: 'Kingma and Welling 2014',
  },
  parameters: {},
  inputs: PORTS,
  outputs: ONE_OUTPUT,
  shape: ({ inputs }) => [equalShape(inputs, (index) => PORTS[index]!.name)],
  lower: ({ builder: b, inputs: [mean, logVariance], mode, noise }) => {
    if (mode === 'infer') return [mean!];
    return [b.add(mean!, b.mul(b.exp(b.mul(logVariance!, 0.5)), noise('noise', mean!.shape)))];
  },
  torch: () => ({ forward: ([mean, logVariance]) => `(${mean} + torch.exp(${logVariance} / 2) * torch.randn_like(${mean}) if self.training else ${mean})` }),
  examples: [{ title: 'A code of two numbers', parameters: {}, inputs: [[2], [2]], outputs: [[2]], parameterCount: 0, macs: 0 }],
});
