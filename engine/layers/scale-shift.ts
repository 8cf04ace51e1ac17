import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { channelCount, perChannel } from './named-axis';
import { pythonParameters, pythonTuple } from './python-text';

export const scaleShift = defineLayer<Record<string, never>>({
  type: 'scale-shift',
  version: 1,
  title: 'ScaleShift',
  category: 'normalization',
  summary: 'Multiplies each channel by a trained factor and adds a trained constant',
  documentation: {
    text: 'What batch normalization ends with, by itself: what is left of one whose statistics are fixed.',
    formulas: [String.raw`y_c = \gamma_c x_c + \beta_c`, String.raw`\text{parameters} = 2C`],
    source: 'Ioffe and Szegedy 2015; Touvron et al. 2021 (ResMLP)',
  },
  parameters: {},
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    channelCount(x!);
    return [x!];
  },
  tensors: ({ inputs: [x] }) => {
    const common = { shape: [channelCount(x!)], fanIn: 1, fanOut: 1, trainable: true };
    return { weight: { initializer: 'ones', ...common }, bias: { initializer: 'zeros', ...common } };
  },
  lower: ({ builder: b, inputs: [x], tensor }) => {
    const broadcast = perChannel(x!.shape.slice(1));
    return [b.add(b.mul(x!, b.reshape(tensor('weight'), broadcast)), b.reshape(tensor('bias'), broadcast))];
  },
  torch: ({ inputs: [x] }) => {
    const shape = pythonTuple(perChannel(x!));
    const channels = [channelCount(x!)];
    return { module: pythonParameters({ weight: channels, bias: channels }), forward: ([value], self) => `${value} * ${self}['weight'].view(${shape}) + ${self}['bias'].view(${shape})` };
  },
  examples: [{ title: 'In place of a frozen BatchNorm', parameters: {}, inputs: [[64, 8, 8]], outputs: [[64, 8, 8]], parameterCount: 128, macs: 0 }],
});
