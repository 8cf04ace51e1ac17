import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { DROPOUT_PARAMETERS, lowerDropout } from './dropping';

export const dropPath = defineLayer<{ rate: number }>({
  type: 'drop-path',
  version: 1,
  title: 'DropPath',
  category: 'regularization',
  summary: 'Leaves a whole branch out for random samples while training',
  documentation: {
    text: 'Stands at the end of a residual branch: for a dropped sample only the shortcut counts, as if the network were shallower. What is kept is enlarged, so that nothing changes afterwards. Also called stochastic depth; deep networks raise the rate from block to block.',
    formulas: [String.raw`y_n = \frac{m_n x_n}{1 - r}, \quad m_n \sim \text{Bernoulli}(1 - r)`],
    source: 'Huang et al. 2016',
  },
  parameters: { rate: { ...DROPOUT_PARAMETERS.rate, help: 'The share of samples for which the branch is left out', default: 0.1 } },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs }) => inputs,
  lower: (context) => {
    const { shape } = context.inputs[0]!;
    return [lowerDropout({ ...context, parameters: { ...context.parameters, scaling: 'inverted' } }, shape.map((dim, axis) => (axis === 0 ? dim : 1)))];
  },
  torch: ({ inputs: [x], parameters: { rate } }) => ({
    forward: ([value]) => `(${value} * torch.bernoulli(torch.full((${value}.shape[0], ${x!.map(() => 1).join(', ')}), ${1 - rate}, device=${value}.device)) / ${1 - rate} if self.training else ${value})`,
  }),
  examples: [{ title: 'The last block of a ConvNeXt-T', parameters: {}, inputs: [[768, 7, 7]], outputs: [[768, 7, 7]], parameterCount: 0, macs: 0 }],
});
