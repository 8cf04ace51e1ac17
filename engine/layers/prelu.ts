import { number } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { axisNamed, channelCount, perChannel } from './named-axis';

export const prelu = defineLayer<{ start: number }>({
  type: 'prelu',
  version: 1,
  title: 'PReLU',
  category: 'activation',
  summary: 'A leaky ReLU that learns the slope of its negative side, one per channel',
  documentation: {
    text: 'The channels of a picture, or the values of a vector or sequence, each have a slope of their own.',
    formulas: [String.raw`y = x \text{ where } x > 0, \text{ else } \alpha_c x`, String.raw`\text{parameters} = C`],
    source: 'He et al. 2015',
  },
  parameters: { start: number({ label: 'Start', help: 'The slope before training', default: 0.25 }) },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    channelCount(x!);
    return [x!];
  },
  tensors: ({ inputs: [x], parameters: { start } }) => ({
    weight: { shape: [channelCount(x!)], initializer: 'constant', amount: start, fanIn: 1, fanOut: 1, trainable: true },
  }),
  lower: ({ builder: b, inputs: [x], tensor }) => {
    const slope = b.reshape(tensor('weight'), perChannel(x!.shape.slice(1)));
    return [b.sub(b.relu(x!), b.mul(slope, b.relu(b.neg(x!))))];
  },
  torch: ({ inputs: [x], parameters: { start } }) => ({
    module: `nn.PReLU(${channelCount(x!)}, init=${start})`,
    // PyTorch has the channels on axis 1.
    ...(axisNamed(x!, 'channels') > 0 && { forward: ([value], self) => `${self}(${value}.transpose(1, 2)).transpose(1, 2)` }),
  }),
  examples: [
    { title: 'After a convolution', parameters: {}, inputs: [[64, 56, 56]], outputs: [[64, 56, 56]], parameterCount: 64, macs: 0 },
    { title: 'After a Dense layer', parameters: { start: 0.1 }, inputs: [[10]], outputs: [[10]], parameterCount: 10, macs: 0 },
  ],
});
