import { number } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { channelCount, perChannel } from './named-axis';
import { pythonParameters, pythonTuple } from './python-text';

export const layerScale = defineLayer<{ start: number }>({
  type: 'layer-scale',
  version: 1,
  title: 'LayerScale',
  category: 'normalization',
  summary: 'Multiplies each channel by a trained factor that starts near zero',
  documentation: {
    text: 'Stands at the end of a residual branch: a deep network begins almost as its shortcuts alone, and each branch is let in as it proves useful.',
    formulas: [String.raw`y_c = \gamma_c x_c`, String.raw`\text{parameters} = C`],
    source: 'Touvron et al. 2021 (CaiT); Liu et al. 2022 (ConvNeXt)',
  },
  parameters: { start: number({ label: 'Start', help: 'The factor before training', default: 1e-6 }) },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    channelCount(x!);
    return [x!];
  },
  tensors: ({ inputs: [x], parameters: { start } }) => ({
    weight: { shape: [channelCount(x!)], initializer: 'constant', amount: start, fanIn: 1, fanOut: 1, trainable: true },
  }),
  lower: ({ builder: b, inputs: [x], tensor }) => [b.mul(x!, b.reshape(tensor('weight'), perChannel(x!.shape.slice(1))))],
  torch: ({ inputs: [x] }) => ({
    module: pythonParameters({ weight: [channelCount(x!)] }),
    forward: ([value], self) => `${value} * ${self}['weight'].view(${pythonTuple(perChannel(x!))})`,
  }),
  examples: [{ title: 'ConvNeXt-T, first stage', parameters: {}, inputs: [[96, 56, 56]], outputs: [[96, 56, 56]], parameterCount: 96, macs: 0 }],
});
