import { number } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { imageShape } from './image-window';
import { perChannel } from './named-axis';
import { pythonParameters } from './python-text';

export const globalResponseNorm = defineLayer<{ epsilon: number }>({
  type: 'global-response-norm',
  version: 1,
  title: 'GlobalResponseNorm',
  category: 'normalization',
  summary: 'Strengthens the channels that answer more than the average channel over the whole picture',
  documentation: {
    text: 'Each channel is weighed by its length over the picture, divided by the mean length of all channels. It starts as the identity, because factor and constant start at zero.',
    formulas: [String.raw`g_c = \sqrt{\sum_{i,j} x_{c,i,j}^2 + \varepsilon}, \quad y_c = \gamma_c \, x_c \frac{g_c}{\bar g + \varepsilon} + \beta_c + x_c`, String.raw`\text{parameters} = 2C`],
    source: 'Woo et al. 2023 (ConvNeXt V2)',
  },
  parameters: {
    epsilon: number({ label: 'Epsilon', help: 'Added so that nothing is divided by zero', default: 1e-6, minimum: 1e-12, maximum: 1 }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    imageShape(x!);
    return [x!];
  },
  tensors: ({ inputs: [x] }) => {
    const zeros = { shape: [imageShape(x!).channels], initializer: 'zeros' as const, fanIn: 1, fanOut: 1, trainable: true };
    return { weight: zeros, bias: zeros };
  },
  lower: ({ builder: b, inputs: [x], parameters: { epsilon }, tensor }) => {
    const lengths = b.sqrt(b.add(b.one('ReduceSumSquare', [x!], { axes: [2, 3], keepdims: true }), epsilon));
    const share = b.div(lengths, b.add(b.mean(lengths, [1], true), epsilon));
    const [weight, bias] = ['weight', 'bias'].map((name) => b.reshape(tensor(name), perChannel(x!.shape.slice(1))));
    return [b.add(b.add(b.mul(b.mul(x!, share), weight!), bias!), x!)];
  },
  torch: ({ inputs: [x], parameters: { epsilon } }) => {
    const { channels } = imageShape(x!);
    const lengths = (value: string) => `torch.sqrt(${value}.pow(2).sum((2, 3), keepdim=True) + ${epsilon})`;
    const share = (value: string) => `(${lengths(value)} / (${lengths(value)}.mean(1, keepdim=True) + ${epsilon}))`;
    return {
      module: pythonParameters({ weight: [channels], bias: [channels] }),
      forward: ([value], self) => `${value} * ${share(value!)} * ${self}['weight'].view(-1, 1, 1) + ${self}['bias'].view(-1, 1, 1) + ${value}`,
    };
  },
  examples: [{ title: 'In a block of ConvNeXt V2', parameters: {}, inputs: [[384, 14, 14]], outputs: [[384, 14, 14]], parameterCount: 768, macs: 0 }],
});
