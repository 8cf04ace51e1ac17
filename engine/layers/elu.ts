import { number } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';

export const elu = defineLayer<{ alpha: number }>({
  type: 'elu',
  version: 1,
  title: 'ELU',
  category: 'activation',
  summary: 'Keeps what is positive; the negative side bends towards −alpha',
  documentation: {
    text: 'Smooth at zero and with means nearer to zero than ReLU.',
    formulas: [String.raw`y = x \text{ where } x > 0, \text{ else } \alpha (e^x - 1)`],
    source: 'Clevert et al. 2015; ONNX Elu',
  },
  parameters: { alpha: number({ label: 'Alpha', help: 'How far below zero the negative side goes', default: 1, minimum: 0 }) },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs }) => inputs,
  lower: ({ builder, inputs: [x], parameters: { alpha } }) => [builder.one('Elu', [x!], { alpha })],
  torch: ({ parameters: { alpha } }) => ({ module: `nn.ELU(${alpha})` }),
  examples: [{ title: 'Any shape', parameters: {}, inputs: [[20]], outputs: [[20]], parameterCount: 0, macs: 0 }],
});
