/** Convolutions over sequences and volumes: plain, depthwise and separable, one definition each for both. */
import { integer } from '../core/parameters';
import type { Shape } from '../core/shape';
import type { InitializerName } from '../initializers';
import { BIAS, checkGroups, FILTER_INITIALIZER, FILTERS, GROUPS } from './convolution';
import { defineLayer, ONE_INPUT, ONE_OUTPUT, type LayerDefinition, type LayerExample, type TensorSpec } from './define-layer';
import { pythonBoolean, pythonModules, pythonTuple } from './python-text';
import { isEven, rankOf, readSample, receptiveWindowOf, sampleShape, torchChannelsFirst, torchPads, unitOf, windowParameters, withChannelsFirst, type SpatialForm } from './spatial-form';
import { padsFor, positionsFor, type SlidingWindow } from './window-arithmetic';

interface Words<P> {
  readonly type: string;
  readonly form: SpatialForm;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly source: string;
  readonly examples: readonly LayerExample<P>[];
}

export interface ConvolutionParameters extends SlidingWindow {
  readonly filters: number;
  readonly groups: number;
  readonly bias: boolean;
  readonly initializer: InitializerName;
}

const OUTPUT_FORMULA = String.raw`\text{out} = \left\lfloor \frac{n + p_0 + p_1 - d(f - 1) - 1}{s} \right\rfloor + 1`;
const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);

export function defineConvolution({ type, form, title, summary, text, source, examples }: Words<ConvolutionParameters>): LayerDefinition<ConvolutionParameters> {
  return defineLayer<ConvolutionParameters>({
    type, version: 1, title, category: 'convolution', summary,
    documentation: { text, formulas: [OUTPUT_FORMULA, String.raw`\text{parameters} = (\textstyle\prod f \cdot C_{in} / g + 1) \cdot C_{out}`], source },
    parameters: { filters: FILTERS, ...windowParameters(form, 3, 1), groups: GROUPS, bias: BIAS, initializer: FILTER_INITIALIZER },
    inputs: ONE_INPUT,
    outputs: ONE_OUTPUT,
    shape: ({ inputs: [x], parameters }) => {
      const { channels, sizes } = readSample(form, x!);
      checkGroups(channels, parameters.filters, parameters.groups);
      return [sampleShape(form, parameters.filters, positionsFor(sizes, parameters, unitOf(form)))];
    },
    tensors: ({ inputs: [x], parameters: { filters, kernel, groups, bias, initializer } }) => {
      const channels = readSample(form, x!).channels / groups;
      return filterTensors('', [filters, channels, ...kernel], bias, initializer, groups);
    },
    macs: ({ inputs: [x], outputs: [y], parameters: { kernel, groups, filters } }) =>
      (product(kernel) * readSample(form, x!).channels * filters * product(readSample(form, y!).sizes)) / groups,
    window: ({ inputs: [x], parameters }) => receptiveWindowOf(form, x!, parameters),
    lower: ({ builder: b, inputs: [x], parameters, tensor }) => {
      const { stride, dilation, groups, bias } = parameters;
      const window = { strides: stride, pads: padsFor(readSample(form, x!.shape.slice(1)).sizes, parameters), dilations: dilation, group: groups };
      return [withChannelsFirst(form, b, x!, (value) => b.one('Conv', [value, tensor('weight'), ...(bias ? [tensor('bias')] : [])], window))];
    },
    torch: ({ inputs: [x], parameters }) => {
      const { module, call } = torchConv(form, x!, { ...parameters, channels: readSample(form, x!).channels });
      return { module, forward: ([value], self) => torchChannelsFirst(form, value!, (operand) => call(self, operand)) };
    },
    examples,
  });
}

export interface DepthwiseParameters extends SlidingWindow {
  readonly depthMultiplier: number;
  readonly bias: boolean;
  readonly initializer: InitializerName;
}

const DEPTH_MULTIPLIER = integer({ label: 'Depth multiplier', help: 'How many filters each channel gets', default: 1, minimum: 1 });

export function defineDepthwise({ type, form, title, summary, text, source, examples }: Words<DepthwiseParameters>): LayerDefinition<DepthwiseParameters> {
  return defineLayer<DepthwiseParameters>({
    type, version: 1, title, category: 'convolution', summary,
    documentation: { text, formulas: [String.raw`C_{out} = C_{in} \cdot m`, String.raw`\text{parameters} = (\textstyle\prod f + 1) \cdot C_{in} \cdot m`], source },
    parameters: { depthMultiplier: DEPTH_MULTIPLIER, ...windowParameters(form, 3, 1), bias: BIAS, initializer: FILTER_INITIALIZER },
    inputs: ONE_INPUT,
    outputs: ONE_OUTPUT,
    shape: ({ inputs: [x], parameters }) => {
      const { channels, sizes } = readSample(form, x!);
      return [sampleShape(form, channels * parameters.depthMultiplier, positionsFor(sizes, parameters, unitOf(form)))];
    },
    tensors: ({ inputs: [x], parameters: { depthMultiplier, kernel, bias, initializer } }) => {
      const { channels } = readSample(form, x!);
      return filterTensors('', [channels * depthMultiplier, 1, ...kernel], bias, initializer, channels);
    },
    macs: ({ outputs: [y], parameters: { kernel } }) => {
      const { channels, sizes } = readSample(form, y!);
      return product(kernel) * channels * product(sizes);
    },
    window: ({ inputs: [x], parameters }) => receptiveWindowOf(form, x!, parameters),
    lower: ({ builder: b, inputs: [x], parameters, tensor }) => {
      const { channels, sizes } = readSample(form, x!.shape.slice(1));
      const window = { strides: parameters.stride, pads: padsFor(sizes, parameters), dilations: parameters.dilation, group: channels };
      return [withChannelsFirst(form, b, x!, (value) => b.one('Conv', [value, tensor('weight'), ...(parameters.bias ? [tensor('bias')] : [])], window))];
    },
    torch: ({ inputs: [x], parameters }) => {
      const { channels } = readSample(form, x!);
      const { module, call } = torchConv(form, x!, { ...parameters, channels, filters: channels * parameters.depthMultiplier, groups: channels });
      return { module, forward: ([value], self) => torchChannelsFirst(form, value!, (operand) => call(self, operand)) };
    },
    examples,
  });
}

export interface SeparableParameters extends DepthwiseParameters {
  readonly filters: number;
}

export function defineSeparable({ type, form, title, summary, text, source, examples }: Words<SeparableParameters>): LayerDefinition<SeparableParameters> {
  const ones = Array.from({ length: rankOf(form) }, () => 1);
  const pointwise = { strides: ones, dilations: ones, pads: [...ones, ...ones].map(() => 0), group: 1 };
  return defineLayer<SeparableParameters>({
    type, version: 1, title, category: 'convolution', summary,
    documentation: { text, formulas: [String.raw`\text{parameters} = \textstyle\prod f \cdot C_{in} m + (C_{in} m + 1) \cdot C_{out}`], source },
    parameters: { filters: FILTERS, depthMultiplier: DEPTH_MULTIPLIER, ...windowParameters(form, 3, 1), bias: BIAS, initializer: FILTER_INITIALIZER },
    inputs: ONE_INPUT,
    outputs: ONE_OUTPUT,
    shape: ({ inputs: [x], parameters }) => [sampleShape(form, parameters.filters, positionsFor(readSample(form, x!).sizes, parameters, unitOf(form)))],
    tensors: ({ inputs: [x], parameters: { filters, depthMultiplier, kernel, bias, initializer } }) => {
      const { channels } = readSample(form, x!);
      const between = channels * depthMultiplier;
      return {
        ...filterTensors('depthwise.', [between, 1, ...kernel], false, initializer, channels),
        ...filterTensors('pointwise.', [filters, between, ...ones], bias, initializer, 1),
      };
    },
    macs: ({ inputs: [x], outputs: [y], parameters: { kernel, depthMultiplier, filters } }) =>
      (product(kernel) + filters) * readSample(form, x!).channels * depthMultiplier * product(readSample(form, y!).sizes),
    window: ({ inputs: [x], parameters }) => receptiveWindowOf(form, x!, parameters),
    lower: ({ builder: b, inputs: [x], parameters, tensor }) => {
      const { channels, sizes } = readSample(form, x!.shape.slice(1));
      const window = { strides: parameters.stride, pads: padsFor(sizes, parameters), dilations: parameters.dilation, group: channels };
      const mixed = [tensor('pointwise.weight'), ...(parameters.bias ? [tensor('pointwise.bias')] : [])];
      return [withChannelsFirst(form, b, x!, (value) => b.one('Conv', [b.one('Conv', [value, tensor('depthwise.weight')], window), ...mixed], pointwise))];
    },
    torch: ({ inputs: [x], parameters }) => {
      const { channels } = readSample(form, x!);
      const between = channels * parameters.depthMultiplier;
      const { module, call } = torchConv(form, x!, { ...parameters, channels, filters: between, groups: channels, bias: false });
      const mixing = `nn.Conv${form}(${between}, ${parameters.filters}, 1, bias=${pythonBoolean(parameters.bias)})`;
      return {
        module: pythonModules({ depthwise: module, pointwise: mixing }),
        forward: ([value], self) => torchChannelsFirst(form, value!, (operand) => `${self}['pointwise'](${call(`${self}['depthwise']`, operand)})`),
      };
    },
    examples,
  });
}

/** A weight of [filters, channels that one filter sees, …] and its bias. */
function filterTensors(prefix: string, shape: readonly number[], bias: boolean, initializer: InitializerName, groups: number): Record<string, TensorSpec> {
  const [filters, ...inside] = shape as [number, ...number[]];
  const fans = { fanIn: product(inside), fanOut: (filters / groups) * product(inside.slice(1)), trainable: true };
  return {
    [`${prefix}weight`]: { shape, initializer, ...fans },
    ...(bias && { [`${prefix}bias`]: { shape: [filters], initializer: 'zeros' as const, ...fans } }),
  };
}

interface TorchConv extends SlidingWindow {
  readonly channels: number;
  readonly filters: number;
  readonly groups: number;
  readonly bias: boolean;
}

/** PyTorch pads both ends alike, so uneven padding becomes a call of its own. */
function torchConv(form: SpatialForm, x: Shape, conv: TorchConv): { module: string; call: (self: string, operand: string) => string } {
  const pads = padsFor(readSample(form, x).sizes, conv);
  const even = isEven(pads);
  const padding = even ? `, padding=${pythonTuple(pads.slice(0, rankOf(form)))}` : '';
  const options = `kernel_size=${pythonTuple(conv.kernel)}, stride=${pythonTuple(conv.stride)}${padding}, dilation=${pythonTuple(conv.dilation)}, groups=${conv.groups}, bias=${pythonBoolean(conv.bias)}`;
  return {
    module: `nn.Conv${form}(${conv.channels}, ${conv.filters}, ${options})`,
    call: (self, operand) => `${self}(${even ? operand : `F.pad(${operand}, ${torchPads(pads)})`})`,
  };
}
