import { integer } from '../core/parameters';
import { defineLayer, LayerProblem, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { imageShape } from './image-window';

export const spatialAttention = defineLayer<{ kernel: number }>({
  type: 'spatial-attention',
  version: 1,
  title: 'SpatialAttention',
  category: 'attention',
  summary: 'Weighs each place of a picture by a factor worked out from its neighbourhood',
  documentation: {
    text: 'The second half of CBAM: at every place the mean and the maximum over the channels, then one filter over these two maps, says where to attend to.',
    formulas: [String.raw`y_{i,j} = x_{i,j} \, \sigma\big(\text{conv}([\bar x; x_{max}])\big)_{i,j}`, String.raw`\text{parameters} = 2 f^2`],
    source: 'Woo et al. 2018 (CBAM)',
  },
  parameters: { kernel: integer({ label: 'Kernel', help: 'Height and width of the filter: an odd number', default: 7, minimum: 1, unit: 'px' }) },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { kernel } }) => {
    imageShape(x!);
    if (kernel % 2 === 1) return [x!];
    throw new LayerProblem(`has a kernel of ${kernel}, which has no middle`, { parameter: 'kernel', expected: 'an odd number', found: `${kernel}` });
  },
  tensors: ({ parameters: { kernel } }) => ({
    weight: { shape: [1, 2, kernel, kernel], initializer: 'he-uniform', fanIn: 2 * kernel * kernel, fanOut: kernel * kernel, trainable: true },
  }),
  macs: ({ inputs: [x], parameters: { kernel } }) => 2 * kernel * kernel * imageShape(x!).height * imageShape(x!).width,
  window: ({ parameters: { kernel } }) => {
    const margin = (kernel - 1) / 2;
    return { kernel: [kernel, kernel], stride: [1, 1], dilation: [1, 1], padding: [margin, margin, margin, margin] };
  },
  lower: ({ builder: b, inputs: [x], parameters: { kernel }, tensor }) => {
    const maps = b.concat([b.mean(x!, [1], true), b.one('ReduceMax', [x!], { axes: [1], keepdims: true })], 1);
    const margin = (kernel - 1) / 2;
    const scores = b.one('Conv', [maps, tensor('weight')], { strides: [1, 1], dilations: [1, 1], group: 1, pads: [margin, margin, margin, margin] });
    return [b.mul(x!, b.sigmoid(scores))];
  },
  torch: ({ parameters: { kernel } }) => ({
    module: `nn.Conv2d(2, 1, ${kernel}, padding=${(kernel - 1) / 2}, bias=False)`,
    forward: ([value], self) => `${value} * torch.sigmoid(${self}(torch.cat([${value}.mean(1, keepdim=True), ${value}.amax(1, keepdim=True)], 1)))`,
  }),
  examples: [{ title: 'As published', parameters: {}, inputs: [[64, 56, 56]], outputs: [[64, 56, 56]], parameterCount: 98, macs: 307_328 }],
});
