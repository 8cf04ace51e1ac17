import { choice, size, type Size } from '../core/parameters';
import type { InitializerName } from '../initializers';
import { BIAS, checkGroups, FILTER_INITIALIZER, FILTERS, GROUPS } from './convolution';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { DILATION, imageShape, KERNEL, PADS, STRIDE, type WindowParameters } from './image-window';
import { pythonBoolean, pythonTuple } from './python-text';
import { stampedSizes, stampEdges } from './window-arithmetic';

interface ConvTranspose2DParameters extends WindowParameters {
  readonly filters: number;
  readonly outputPadding: Size;
  readonly groups: number;
  readonly bias: boolean;
  readonly initializer: InitializerName;
}

export const convTranspose2d = defineLayer<ConvTranspose2DParameters>({
  type: 'conv-transpose2d',
  version: 1,
  title: 'ConvTranspose2D',
  category: 'convolution',
  summary: 'Enlarges a picture: every pixel stamps its filter onto the output, and overlaps add up',
  documentation: {
    text: 'Maps backwards what a Conv2D with the same window maps forwards, as sizes go; also called deconvolution. Padding here removes pixels at the edges of the output, and output padding adds some at the bottom right.',
    formulas: [
      String.raw`\text{out} = (n - 1)s - 2p + d(f - 1) + 1 + p_{out}`,
      String.raw`\text{parameters} = (f_h \cdot f_w \cdot C_{in} / g + 1) \cdot C_{out}`,
    ],
    source: 'Zeiler et al. 2010; Dumoulin and Visin 2016; ONNX ConvTranspose',
  },
  parameters: {
    filters: FILTERS,
    kernel: { ...KERNEL, default: [2, 2] },
    stride: { ...STRIDE, help: 'How far apart neighbouring pixels are stamped: the factor of enlargement', default: [2, 2] },
    padding: choice({
      label: 'Padding',
      help: 'valid: nothing is cut; same: the output is the input times the stride; explicit: cut as given below',
      options: ['valid', 'same', 'explicit'],
      default: 'valid',
    }),
    pads: { ...PADS, help: 'Pixels cut from the output at the top, left, bottom and right, for explicit padding' },
    outputPadding: size({ label: 'Output padding', help: 'Pixels added at the bottom and right; not read with same padding', default: [0, 0], minimum: 0, unit: 'px' }),
    dilation: DILATION,
    groups: GROUPS,
    bias: BIAS,
    initializer: FILTER_INITIALIZER,
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters }) => {
    const image = imageShape(x!);
    checkGroups(image.channels, parameters.filters, parameters.groups);
    return [[parameters.filters, ...stampedSizes([image.height, image.width], parameters, parameters.outputPadding, 'pixels')]];
  },
  tensors: ({ inputs: [x], parameters: { filters, kernel, groups, bias, initializer } }) => {
    const { channels } = imageShape(x!);
    const area = kernel[0] * kernel[1];
    const fans = { fanIn: (channels / groups) * area, fanOut: (filters / groups) * area, trainable: true };
    return {
      weight: { shape: [channels, filters / groups, ...kernel], initializer, ...fans },
      ...(bias && { bias: { shape: [filters], initializer: 'zeros' as const, ...fans } }),
    };
  },
  macs: ({ inputs: [x], parameters: { filters, kernel, groups } }) => {
    const { channels, height, width } = imageShape(x!);
    return kernel[0] * kernel[1] * (filters / groups) * channels * height * width;
  },
  window: ({ parameters: { kernel, stride, dilation } }) => ({
    // Output pixels one stride apart sit above neighbouring input pixels, and a stamp reaches over ⌈reach / stride⌉ of them.
    kernel: kernel.map((cells, axis) => Math.ceil((dilation[axis]! * (cells - 1) + 1) / stride[axis]!)),
    stride: stride.map((step) => 1 / step),
    dilation: [1, 1],
    padding: [0, 0, 0, 0],
  }),
  lower: ({ builder, inputs, parameters, tensor }) => {
    const operands = [inputs[0]!, tensor('weight'), ...(parameters.bias ? [tensor('bias')] : [])];
    const { stride, dilation, groups } = parameters;
    return [builder.one('ConvTranspose', operands, { strides: stride, dilations: dilation, group: groups, ...stampEdges(parameters, parameters.outputPadding) })];
  },
  torch: ({ inputs: [x], parameters }) => {
    const { filters, kernel, stride, dilation, groups, bias } = parameters;
    const { pads, outputPadding } = stampEdges(parameters, parameters.outputPadding);
    const [top, left, bottom, right] = pads as readonly number[] as [number, number, number, number];
    const even = top === bottom && left === right;
    const padding = even ? `padding=${pythonTuple([top, left])}, ` : '';
    const options = `kernel_size=${pythonTuple(kernel)}, stride=${pythonTuple(stride)}, ${padding}output_padding=${pythonTuple(outputPadding)}, groups=${groups}, bias=${pythonBoolean(bias)}, dilation=${pythonTuple(dilation)}`;
    return {
      module: `nn.ConvTranspose2d(${imageShape(x!).channels}, ${filters}, ${options})`,
      ...(!even && { forward: ([value], self) => `F.pad(${self}(${value}), (-${left}, -${right}, -${top}, -${bottom}))` }),
    };
  },
  examples: [
    { title: 'U-Net, an upward step', parameters: { filters: 64 }, inputs: [[128, 28, 28]], outputs: [[64, 56, 56]], parameterCount: 32_832, macs: 25_690_112 },
    { title: 'Same padding doubles the picture', parameters: { filters: 2, kernel: [3, 3], padding: 'same', bias: false }, inputs: [[1, 5, 5]], outputs: [[2, 10, 10]], parameterCount: 18, macs: 450 },
    { title: 'Output padding settles the odd size', parameters: { filters: 1, kernel: [3, 3], padding: 'explicit', pads: [1, 1, 1, 1], outputPadding: [1, 1] }, inputs: [[1, 4, 4]], outputs: [[1, 8, 8]], parameterCount: 10, macs: 144 },
  ],
});
