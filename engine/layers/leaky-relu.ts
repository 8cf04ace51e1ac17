import { number } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';

export const leakyRelu = defineLayer<{ alpha: number }>({
  type: 'leaky-relu',
  version: 1,
  title: 'LeakyReLU',
  category: 'activation',
  summary: 'Keeps what is positive, and a little of what is negative',
  documentation: {
    text: 'A unit that is always negative still learns, which it does not with ReLU.',
    formulas: [String.raw`y = x \text{ where } x > 0, \text{ else } \alpha x`],
    source: 'Maas et al. 2013; ONNX LeakyRelu',
  },
  parameters: { alpha: number({ label: 'Alpha', help: 'Slope of the negative side', default: 0.01, minimum: 0 }) },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs }) => inputs,
  lower: ({ builder, inputs: [x], parameters: { alpha } }) => [builder.one('LeakyRelu', [x!], { alpha })],
  torch: ({ parameters: { alpha } }) => ({ module: `nn.LeakyReLU(${alpha})` }),
  examples: [{ title: 'Any shape', parameters: { alpha: 0.1 }, inputs: [[32, 13, 13]], outputs: [[32, 13, 13]], parameterCount: 0, macs: 0 }],
});
