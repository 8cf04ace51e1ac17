import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { DROPOUT_PARAMETERS, dropoutTorch, lowerDropout, type DropoutParameters } from './dropping';
import { imageShape } from './image-window';

export const spatialDropout = defineLayer<DropoutParameters>({
  type: 'spatial-dropout',
  version: 1,
  title: 'SpatialDropout',
  category: 'regularization',
  summary: 'Zeroes whole random channels while training',
  documentation: {
    text: 'Neighbouring pixels say nearly the same, so dropping single ones hides little; this drops a feature map at once.',
    formulas: [String.raw`y_{c,i,j} = \frac{m_c \, x_{c,i,j}}{1 - r}, \quad m_c \sim \text{Bernoulli}(1 - r)`],
    source: 'Tompson et al. 2015',
  },
  parameters: DROPOUT_PARAMETERS,
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x] }) => {
    imageShape(x!);
    return [x!];
  },
  lower: (context) => {
    const { shape } = context.inputs[0]!;
    return [lowerDropout(context, [shape[0]!, shape[1]!, 1, 1])];
  },
  torch: ({ parameters }) => dropoutTorch('nn.Dropout2d', parameters),
  examples: [{ title: 'After a convolution', parameters: { rate: 0.2 }, inputs: [[32, 14, 14]], outputs: [[32, 14, 14]], parameterCount: 0, macs: 0 }],
});
