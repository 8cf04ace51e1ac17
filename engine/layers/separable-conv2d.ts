import { integer } from '../core/parameters';
import type { InitializerName } from '../initializers';
import { BIAS, FILTER_INITIALIZER, FILTERS, POINTWISE, torchConvolution } from './convolution';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { DILATION, imageShape, KERNEL, PADDING, PADS, receptiveWindow, resolvePads, STRIDE, windowPositions, type WindowParameters } from './image-window';

interface SeparableConv2DParameters extends WindowParameters {
  readonly filters: number;
  readonly depthMultiplier: number;
  readonly bias: boolean;
  readonly initializer: InitializerName;
}

export const separableConv2d = defineLayer<SeparableConv2DParameters>({
  type: 'separable-conv2d',
  version: 1,
  title: 'SeparableConv2D',
  category: 'convolution',
  summary: 'A depthwise convolution, then a 1×1 convolution that mixes the channels',
  documentation: {
    text: 'Does the work of a Conv2D in two cheap steps: first each channel is filtered by itself, then every position mixes its channels. Nothing stands between the two steps, and only the second has a bias.',
    formulas: [
      String.raw`\text{parameters} = f_h f_w C_{in} m + (C_{in} m + 1) \cdot C_{out}`,
      String.raw`\frac{\text{cost}}{\text{cost of Conv2D}} = \frac{1}{C_{out}} + \frac{1}{f^2}`,
    ],
    source: 'Chollet 2017 (Xception); Howard et al. 2017 (MobileNet)',
  },
  parameters: {
    filters: FILTERS,
    depthMultiplier: integer({ label: 'Depth multiplier', help: 'How many depthwise filters each channel gets', default: 1, minimum: 1 }),
    kernel: KERNEL,
    stride: STRIDE,
    padding: PADDING,
    pads: PADS,
    dilation: DILATION,
    bias: BIAS,
    initializer: FILTER_INITIALIZER,
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters }) => [[parameters.filters, ...windowPositions(imageShape(x!), parameters)]],
  tensors: ({ inputs: [x], parameters: { filters, depthMultiplier, kernel, bias, initializer } }) => {
    const between = imageShape(x!).channels * depthMultiplier;
    const area = kernel[0] * kernel[1];
    const mixing = { fanIn: between, fanOut: filters, trainable: true };
    return {
      'depthwise.weight': { shape: [between, 1, ...kernel], initializer, fanIn: area, fanOut: area * depthMultiplier, trainable: true },
      'pointwise.weight': { shape: [filters, between, 1, 1], initializer, ...mixing },
      ...(bias && { 'pointwise.bias': { shape: [filters], initializer: 'zeros' as const, ...mixing } }),
    };
  },
  macs: ({ inputs: [x], outputs: [y], parameters: { filters, depthMultiplier, kernel } }) => {
    const { height, width } = imageShape(y!);
    const between = imageShape(x!).channels * depthMultiplier;
    return (kernel[0] * kernel[1] + filters) * between * height * width;
  },
  window: ({ inputs: [x], parameters }) => receptiveWindow(imageShape(x!), parameters),
  lower: ({ builder, inputs, parameters, tensor }) => {
    const image = imageShape(inputs[0]!.shape.slice(1));
    const { stride, dilation } = parameters;
    const depthwise = { strides: stride, pads: resolvePads(image, parameters), dilations: dilation, group: image.channels };
    const filtered = builder.one('Conv', [inputs[0]!, tensor('depthwise.weight')], depthwise);
    const bias = parameters.bias ? [tensor('pointwise.bias')] : [];
    return [builder.one('Conv', [filtered, tensor('pointwise.weight'), ...bias], POINTWISE)];
  },
  torch: ({ inputs: [x], parameters }) => {
    const image = imageShape(x!);
    const between = image.channels * parameters.depthMultiplier;
    const pads = resolvePads(image, parameters);
    const depthwise = torchConvolution({ ...parameters, channels: image.channels, filters: between, groups: image.channels, bias: false, pads });
    const pointwise = torchConvolution({ channels: between, filters: parameters.filters, kernel: [1, 1], stride: [1, 1], pads: [0, 0, 0, 0], dilation: [1, 1], groups: 1, bias: parameters.bias });
    return {
      module: `nn.ModuleDict({'depthwise': ${depthwise.module}, 'pointwise': ${pointwise.module}})`,
      forward: ([value], self) => `${self}['pointwise'](${self}['depthwise'](${depthwise.operand(value!)}))`,
    };
  },
  examples: [
    { title: 'The cost example of the course', parameters: { filters: 5, bias: false }, inputs: [[3, 6, 6]], outputs: [[5, 4, 4]], parameterCount: 42, macs: 672 },
    { title: 'MobileNet, first separable stage', parameters: { filters: 64, padding: 'same' }, inputs: [[32, 112, 112]], outputs: [[64, 112, 112]], parameterCount: 2_400, macs: 29_302_784 },
  ],
});
