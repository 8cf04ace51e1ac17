/** Transposed convolutions over sequences and volumes. */
import { choice, extents } from '../core/parameters';
import type { InitializerName } from '../initializers';
import { BIAS, checkGroups, FILTER_INITIALIZER, FILTERS, GROUPS } from './convolution';
import { defineLayer, ONE_INPUT, ONE_OUTPUT, type LayerDefinition, type LayerExample } from './define-layer';
import { pythonBoolean, pythonTuple } from './python-text';
import { isEven, rankOf, readSample, sampleShape, torchChannelsFirst, torchPads, unitOf, windowParameters, withChannelsFirst, type SpatialForm } from './spatial-form';
import { stampedSizes, stampEdges, type SlidingWindow } from './window-arithmetic';

export interface TransposedParameters extends SlidingWindow {
  readonly filters: number;
  readonly outputPadding: readonly number[];
  readonly groups: number;
  readonly bias: boolean;
  readonly initializer: InitializerName;
}

const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);

export function defineTransposed({ type, form, title, summary, text, source, examples }: {
  readonly type: string;
  readonly form: SpatialForm;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly source: string;
  readonly examples: readonly LayerExample<TransposedParameters>[];
}): LayerDefinition<TransposedParameters> {
  const window = windowParameters(form, 2, 2);
  return defineLayer<TransposedParameters>({
    type, version: 1, title, category: 'convolution', summary,
    documentation: {
      text,
      formulas: [String.raw`\text{out} = (n - 1)s - p_0 - p_1 + d(f - 1) + 1 + p_{out}`, String.raw`\text{parameters} = (\textstyle\prod f \cdot C_{in} / g + 1) \cdot C_{out}`],
      source,
    },
    parameters: {
      filters: FILTERS,
      ...window,
      stride: { ...window.stride, help: 'How far apart neighbouring values are stamped: the factor of enlargement' },
      padding: choice({
        label: 'Padding',
        help: 'valid: nothing is cut; same: the output is the input times the stride; explicit: cut as given below',
        options: ['valid', 'same', 'explicit'],
        default: 'valid',
      }),
      pads: { ...window.pads, help: 'What is cut off before each axis, then after each, for explicit padding' },
      outputPadding: extents({ label: 'Output padding', help: 'What is added at the far end; not read with same padding', default: window.kernel.default.map(() => 0), minimum: 0 }),
      groups: GROUPS,
      bias: BIAS,
      initializer: FILTER_INITIALIZER,
    },
    inputs: ONE_INPUT,
    outputs: ONE_OUTPUT,
    shape: ({ inputs: [x], parameters }) => {
      const { channels, sizes } = readSample(form, x!);
      checkGroups(channels, parameters.filters, parameters.groups);
      return [sampleShape(form, parameters.filters, stampedSizes(sizes, parameters, parameters.outputPadding, unitOf(form)))];
    },
    tensors: ({ inputs: [x], parameters: { filters, kernel, groups, bias, initializer } }) => {
      const { channels } = readSample(form, x!);
      const fans = { fanIn: (channels / groups) * product(kernel), fanOut: (filters / groups) * product(kernel), trainable: true };
      return {
        weight: { shape: [channels, filters / groups, ...kernel], initializer, ...fans },
        ...(bias && { bias: { shape: [filters], initializer: 'zeros' as const, ...fans } }),
      };
    },
    macs: ({ inputs: [x], parameters: { filters, kernel, groups } }) => {
      const { channels, sizes } = readSample(form, x!);
      return product(kernel) * (filters / groups) * channels * product(sizes);
    },
    window: ({ parameters: { kernel, stride, dilation } }) => ({
      // Values one stride apart sit above neighbouring input steps, and a stamp reaches over ⌈reach / stride⌉ of them.
      kernel: kernel.map((cells, axis) => Math.ceil((dilation[axis]! * (cells - 1) + 1) / stride[axis]!)),
      stride: stride.map((step) => 1 / step),
      dilation: stride.map(() => 1),
      padding: [...stride, ...stride].map(() => 0),
    }),
    lower: ({ builder: b, inputs: [x], parameters, tensor }) => {
      const { stride, dilation, groups, bias, outputPadding } = parameters;
      const attributes = { strides: stride, dilations: dilation, group: groups, ...stampEdges(parameters, outputPadding) };
      return [withChannelsFirst(form, b, x!, (value) => b.one('ConvTranspose', [value, tensor('weight'), ...(bias ? [tensor('bias')] : [])], attributes))];
    },
    torch: ({ inputs: [x], parameters }) => {
      const { filters, kernel, stride, dilation, groups, bias } = parameters;
      const { pads, outputPadding } = stampEdges(parameters, parameters.outputPadding);
      const even = isEven(pads);
      const padding = even ? `padding=${pythonTuple(pads.slice(0, rankOf(form)))}, ` : '';
      const options = `kernel_size=${pythonTuple(kernel)}, stride=${pythonTuple(stride)}, ${padding}output_padding=${pythonTuple(outputPadding)}, groups=${groups}, bias=${pythonBoolean(bias)}, dilation=${pythonTuple(dilation)}`;
      const cut = (value: string) => (even ? value : `F.pad(${value}, ${torchPads(pads.map((cells) => -cells))})`);
      return {
        module: `nn.ConvTranspose${form}(${readSample(form, x!).channels}, ${filters}, ${options})`,
        forward: ([value], self) => torchChannelsFirst(form, value!, (operand) => cut(`${self}(${operand})`)),
      };
    },
    examples,
  });
}
