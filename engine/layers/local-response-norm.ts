import { integer, number } from '../core/parameters';
import { staticElementCount } from '../core/shape';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { imageShape } from './image-window';

interface LocalResponseNormParameters {
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly k: number;
}

export const localResponseNorm = defineLayer<LocalResponseNormParameters>({
  type: 'local-response-norm',
  version: 1,
  title: 'LocalResponseNorm',
  category: 'normalization',
  summary: 'Divides each value by how strong its neighbouring channels are at the same place',
  documentation: {
    text: 'Strong answers quiet those of nearby channels. AlexNet has it after its first two convolutions; batch normalization took its place later. Channels beyond the first and last count as zero; of an even number of channels, the larger half lies before.',
    formulas: [String.raw`y_c = x_c \Big/ \Big(k + \frac{\alpha}{n} \sum_{i = c - n/2}^{c + n/2} x_i^2\Big)^{\beta}`],
    source: 'Krizhevsky et al. 2012 (AlexNet); ONNX LRN',
  },
  parameters: {
    size: integer({ label: 'Size', help: 'How many neighbouring channels are summed over, n', default: 5, minimum: 1 }),
    alpha: number({ label: 'Alpha', help: 'How strongly the neighbours count', default: 1e-4, minimum: 0 }),
    beta: number({ label: 'Beta', help: 'The exponent of the divisor', default: 0.75 }),
    k: number({ label: 'k', help: 'What is added before the power', default: 1, minimum: 1e-6 }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    imageShape(x!);
    return [x!];
  },
  lower: ({ builder: b, inputs: [x], parameters: { size, alpha, beta, k } }) => {
    const [batch, channels, ...places] = x!.shape;
    const squares = b.reshape(b.square(x!), [batch!, 1, channels!, staticElementCount(places)]);
    const window = { kernel: [size, 1], strides: [1, 1], dilations: [1, 1], pads: [Math.floor(size / 2), 0, Math.floor((size - 1) / 2), 0] };
    const mean = b.one('AveragePool', [squares], { ...window, countPadding: true });
    const divisor = b.one('Pow', [b.add(b.mul(b.reshape(mean, x!.shape), alpha), k), b.scalar(beta)], {});
    return [b.div(x!, divisor)];
  },
  torch: ({ parameters: { size, alpha, beta, k } }) => ({ module: `nn.LocalResponseNorm(${size}, alpha=${alpha}, beta=${beta}, k=${k})` }),
  examples: [{ title: 'AlexNet, after its first convolution', parameters: { size: 5, k: 2 }, inputs: [[96, 55, 55]], outputs: [[96, 55, 55]], parameterCount: 0, macs: 0 }],
});
