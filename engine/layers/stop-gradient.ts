import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';

export const stopGradient = defineLayer<Record<string, never>>({
  type: 'stop-gradient',
  version: 1,
  title: 'StopGradient',
  category: 'regularization',
  summary: 'Lets values through and keeps the gradient from going back',
  documentation: {
    text: 'What stands before it is not trained by what comes after it. Twin networks without negative examples need it on one of their sides.',
    formulas: ['y = x', String.raw`\frac{\partial y}{\partial x} := 0`],
    source: 'Chen and He 2021 (SimSiam)',
  },
  parameters: {},
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs }) => inputs,
  lower: ({ builder, inputs: [x] }) => [builder.one('StopGradient', [x!], {})],
  torch: () => ({ forward: ([value]) => `${value}.detach()` }),
  examples: [{ title: 'The resting side of a twin', parameters: {}, inputs: [[64]], outputs: [[64]], parameterCount: 0, macs: 0 }],
});
