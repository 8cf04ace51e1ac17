import type { InitializerName } from '../initializers';
import { BIAS, checkGroups, FILTER_INITIALIZER, FILTERS, GROUPS, torchConvolution } from './convolution';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { DILATION, imageShape, KERNEL, PADDING, PADS, receptiveWindow, resolvePads, STRIDE, windowPositions, type WindowParameters } from './image-window';

export interface Conv2DParameters extends WindowParameters {
  readonly filters: number;
  readonly groups: number;
  readonly bias: boolean;
  readonly initializer: InitializerName;
}

export const conv2d = defineLayer<Conv2DParameters>({
  type: 'conv2d',
  version: 1,
  title: 'Conv2D',
  category: 'convolution',
  summary: 'Slides filters over a picture; each position is a multiply-and-add',
  documentation: {
    text: 'Each filter covers all channels of its group and gives one output channel. With as many groups as channels it is a depthwise convolution.',
    formulas: [
      String.raw`\text{out} = \left\lfloor \frac{n + 2p - d(f - 1) - 1}{s} \right\rfloor + 1`,
      String.raw`\text{parameters} = (f_h \cdot f_w \cdot C_{in} / g + 1) \cdot C_{out}`,
    ],
    source: 'LeCun et al. 1998; ONNX Conv',
  },
  parameters: {
    filters: FILTERS,
    kernel: KERNEL,
    stride: STRIDE,
    padding: PADDING,
    pads: PADS,
    dilation: DILATION,
    groups: GROUPS,
    bias: BIAS,
    initializer: FILTER_INITIALIZER,
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters }) => {
    const image = imageShape(x!);
    const { groups, filters } = parameters;
    checkGroups(image.channels, filters, groups);
    return [[filters, ...windowPositions(image, parameters)]];
  },
  tensors: ({ inputs: [x], parameters: { filters, kernel, groups, bias, initializer } }) => {
    const channels = imageShape(x!).channels / groups;
    const area = kernel[0] * kernel[1];
    const fans = { fanIn: channels * area, fanOut: (filters / groups) * area, trainable: true };
    return {
      weight: { shape: [filters, channels, ...kernel], initializer, ...fans },
      ...(bias && { bias: { shape: [filters], initializer: 'zeros' as const, ...fans } }),
    };
  },
  macs: ({ inputs: [x], outputs: [y], parameters: { filters, kernel, groups } }) => {
    const positions = imageShape(y!).height * imageShape(y!).width;
    return kernel[0] * kernel[1] * (imageShape(x!).channels / groups) * positions * filters;
  },
  window: ({ inputs: [x], parameters }) => receptiveWindow(imageShape(x!), parameters),
  lower: ({ builder, inputs, parameters, tensor }) => {
    const image = imageShape(inputs[0]!.shape.slice(1));
    const operands = [inputs[0]!, tensor('weight'), ...(parameters.bias ? [tensor('bias')] : [])];
    const { stride, dilation, groups } = parameters;
    return [builder.one('Conv', operands, { strides: stride, pads: resolvePads(image, parameters), dilations: dilation, group: groups })];
  },
  torch: ({ inputs: [x], parameters }) => {
    const image = imageShape(x!);
    const { module, operand } = torchConvolution({ ...parameters, channels: image.channels, pads: resolvePads(image, parameters) });
    return { module, forward: ([value], self) => `${self}(${operand(value!)})` };
  },
  examples: [
    { title: 'LeNet-5, first layer of the course table', parameters: { filters: 8, kernel: [5, 5] }, inputs: [[3, 32, 32]], outputs: [[8, 28, 28]], parameterCount: 608, macs: 470_400 },
    { title: 'AlexNet, first layer', parameters: { filters: 96, kernel: [11, 11], stride: [4, 4] }, inputs: [[3, 227, 227]], outputs: [[96, 55, 55]], parameterCount: 34_944, macs: 105_415_200 },
    { title: 'Depthwise half of a separable convolution', parameters: { filters: 3, groups: 3, bias: false }, inputs: [[3, 6, 6]], outputs: [[3, 4, 4]], parameterCount: 27, macs: 432 },
    { title: 'Same padding with an even kernel', parameters: { filters: 2, kernel: [2, 2], padding: 'same', stride: [2, 2] }, inputs: [[1, 5, 5]], outputs: [[2, 3, 3]], parameterCount: 10, macs: 72 },
  ],
});
