import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { DROPOUT_PARAMETERS, dropoutTorch, lowerDropout, type DropoutParameters } from './dropping';

export const dropout = defineLayer<DropoutParameters>({
  type: 'dropout',
  version: 1,
  title: 'Dropout',
  category: 'regularization',
  summary: 'Zeroes random values while training, so that no unit relies on another',
  documentation: {
    text: 'Each batch trains a thinned network. Inverted scaling divides what is kept by the share that is kept, so that nothing changes afterwards; without scaling, as in the original paper, values are multiplied by that share afterwards.',
    formulas: [String.raw`y_{train} = \frac{m \odot x}{1 - r}, \quad m_i \sim \text{Bernoulli}(1 - r)`, String.raw`\text{unscaled: } y_{train} = m \odot x, \quad y_{test} = (1 - r)\, x`],
    source: 'Srivastava et al. 2014',
  },
  parameters: DROPOUT_PARAMETERS,
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs }) => inputs,
  lower: (context) => [lowerDropout(context, context.inputs[0]!.shape)],
  torch: ({ parameters }) => dropoutTorch('nn.Dropout', parameters),
  examples: [{ title: 'Between Dense layers', parameters: {}, inputs: [[120]], outputs: [[120]], parameterCount: 0, macs: 0 }],
});
