import { integer } from '../core/parameters';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { imageShape } from './image-window';

export const efficientChannelAttention = defineLayer<{ kernel: number }>({
  type: 'efficient-channel-attention',
  version: 1,
  title: 'EfficientChannelAttention',
  category: 'attention',
  summary: 'Weighs each channel by a factor worked out from the means of its neighbouring channels',
  documentation: {
    text: 'One small filter slides over the means of the channels: squeeze and excitation with a handful of weights, however many channels there are.',
    formulas: [String.raw`y_c = x_c \, \sigma\Big(\sum_{i=1}^{f} w_i \, \bar x_{c + i - (f + 1)/2}\Big)`, String.raw`\text{parameters} = f`],
    source: 'Wang et al. 2020 (ECA-Net)',
  },
  parameters: { kernel: integer({ label: 'Kernel', help: 'How many neighbouring channels are looked at: an odd number', default: 3, minimum: 1 }) },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { kernel } }) => {
    imageShape(x!);
    if (kernel % 2 === 1) return [x!];
    throw new LayerProblem(`has a kernel of ${kernel}, which has no middle`, { parameter: 'kernel', expected: 'an odd number', found: `${kernel}` });
  },
  tensors: ({ parameters: { kernel } }) => ({ weight: { shape: [1, 1, kernel], initializer: 'he-uniform', fanIn: kernel, fanOut: kernel, trainable: true } }),
  macs: ({ inputs: [x], parameters: { kernel } }) => kernel * imageShape(x!).channels,
  lower: ({ builder: b, inputs: [x], parameters: { kernel }, tensor }) => {
    const [batch, channels] = x!.shape;
    const means = b.reshape(b.mean(x!, [2, 3]), [batch!, 1, channels!]);
    const margin = (kernel - 1) / 2;
    const scores = b.one('Conv', [means, tensor('weight')], { strides: [1], dilations: [1], group: 1, pads: [margin, margin] });
    return [b.mul(x!, b.reshape(b.sigmoid(scores), [batch!, channels!, 1, 1]))];
  },
  torch: ({ parameters: { kernel } }) => ({
    module: `nn.Conv1d(1, 1, ${kernel}, padding=${(kernel - 1) / 2}, bias=False)`,
    forward: ([value], self) => `${value} * torch.sigmoid(${self}(${value}.mean((2, 3)).unsqueeze(1))).transpose(1, 2).unsqueeze(-1)`,
  }),
  examples: [{ title: 'After a stage of a ResNet', parameters: { kernel: 5 }, inputs: [[256, 28, 28]], outputs: [[256, 28, 28]], parameterCount: 5, macs: 1_280 }],
});
