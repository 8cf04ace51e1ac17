import { integer } from '../core/parameters';
import type { InitializerName } from '../initializers';
import { BIAS, FILTER_INITIALIZER, torchConvolution } from './convolution';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { DILATION, imageShape, KERNEL, PADDING, PADS, receptiveWindow, resolvePads, STRIDE, windowPositions, type WindowParameters } from './image-window';

interface DepthwiseConv2DParameters extends WindowParameters {
  readonly depthMultiplier: number;
  readonly bias: boolean;
  readonly initializer: InitializerName;
}

export const depthwiseConv2d = defineLayer<DepthwiseConv2DParameters>({
  type: 'depthwise-conv2d',
  version: 1,
  title: 'DepthwiseConv2D',
  category: 'convolution',
  summary: 'Slides filters over each channel by itself',
  documentation: {
    text: 'No filter sees more than one channel, so it costs far less than a Conv2D; a 1×1 Conv2D after it mixes the channels. The output holds the results of the first channel, then of the second, and so on.',
    formulas: [
      String.raw`C_{out} = C_{in} \cdot m`,
      String.raw`\text{parameters} = (f_h \cdot f_w + 1) \cdot C_{in} \cdot m`,
    ],
    source: 'Sifre 2014; Howard et al. 2017 (MobileNet); ONNX Conv with as many groups as channels',
  },
  parameters: {
    depthMultiplier: integer({ label: 'Depth multiplier', help: 'How many filters each channel gets', default: 1, minimum: 1 }),
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
  shape: ({ inputs: [x], parameters }) => {
    const image = imageShape(x!);
    return [[image.channels * parameters.depthMultiplier, ...windowPositions(image, parameters)]];
  },
  tensors: ({ inputs: [x], parameters: { depthMultiplier, kernel, bias, initializer } }) => {
    const filters = imageShape(x!).channels * depthMultiplier;
    const area = kernel[0] * kernel[1];
    const fans = { fanIn: area, fanOut: area * depthMultiplier, trainable: true };
    return {
      weight: { shape: [filters, 1, ...kernel], initializer, ...fans },
      ...(bias && { bias: { shape: [filters], initializer: 'zeros' as const, ...fans } }),
    };
  },
  macs: ({ outputs: [y], parameters: { kernel } }) => {
    const { channels, height, width } = imageShape(y!);
    return kernel[0] * kernel[1] * channels * height * width;
  },
  window: ({ inputs: [x], parameters }) => receptiveWindow(imageShape(x!), parameters),
  lower: ({ builder, inputs, parameters, tensor }) => {
    const image = imageShape(inputs[0]!.shape.slice(1));
    const operands = [inputs[0]!, tensor('weight'), ...(parameters.bias ? [tensor('bias')] : [])];
    const { stride, dilation } = parameters;
    return [builder.one('Conv', operands, { strides: stride, pads: resolvePads(image, parameters), dilations: dilation, group: image.channels })];
  },
  torch: ({ inputs: [x], parameters }) => {
    const image = imageShape(x!);
    const filters = image.channels * parameters.depthMultiplier;
    const { module, operand } = torchConvolution({ ...parameters, channels: image.channels, filters, groups: image.channels, pads: resolvePads(image, parameters) });
    return { module, forward: ([value], self) => `${self}(${operand(value!)})` };
  },
  examples: [
    { title: 'First half of the separable convolution of the course', parameters: { bias: false }, inputs: [[3, 6, 6]], outputs: [[3, 4, 4]], parameterCount: 27, macs: 432 },
    { title: 'MobileNet, a stage that halves the picture', parameters: { stride: [2, 2], padding: 'same', bias: false }, inputs: [[64, 112, 112]], outputs: [[64, 56, 56]], parameterCount: 576, macs: 1_806_336 },
    { title: 'Two filters per channel', parameters: { depthMultiplier: 2, kernel: [5, 5] }, inputs: [[3, 28, 28]], outputs: [[6, 24, 24]], parameterCount: 156, macs: 86_400 },
  ],
});
