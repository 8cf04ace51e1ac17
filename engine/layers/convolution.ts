/** What the convolutions share: their common parameters, the rule of groups and the call in PyTorch. */
import { boolean, choice, integer, type Size } from '../core/parameters';
import { INITIALIZER_NAMES } from '../initializers';
import { LayerProblem } from './define-layer';
import { torchPadding } from './image-window';
import { pythonBoolean, pythonTuple } from './python-text';

export const FILTERS = integer({ label: 'Filters', help: 'How many filters, which is how many output channels', default: 16, minimum: 1 });
export const GROUPS = integer({ label: 'Groups', help: 'Splits channels and filters into groups that do not see each other', default: 1, minimum: 1 });
export const BIAS = boolean({ label: 'Bias', help: 'Whether each filter adds a trained constant', default: true });
export const FILTER_INITIALIZER = choice({ label: 'Initializer', help: 'How the filters start', options: INITIALIZER_NAMES, default: 'he-uniform' });

/** The window of a 1×1 convolution. */
export const POINTWISE = { strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1], group: 1 };

export function checkGroups(channels: number, filters: number, groups: number): void {
  if (channels % groups === 0 && filters % groups === 0) return;
  throw new LayerProblem(`cannot split ${channels} channels and ${filters} filters into ${groups} groups`, {
    parameter: 'groups',
    expected: `a divisor of ${channels} and of ${filters}`,
    found: `${groups}`,
  });
}

interface ConvolutionCall {
  readonly channels: number;
  readonly filters: number;
  readonly kernel: Size;
  readonly stride: Size;
  readonly pads: readonly number[];
  readonly dilation: Size;
  readonly groups: number;
  readonly bias: boolean;
}

/** The `nn.Conv2d` that equals a convolution, and the input it is called on. */
export function torchConvolution(call: ConvolutionCall): { module: string; operand: (value: string) => string } {
  const padding = torchPadding(call.pads);
  const options = [
    `kernel_size=${pythonTuple(call.kernel)}`,
    `stride=${pythonTuple(call.stride)}`,
    ...(padding.even && padding.argument ? [padding.argument] : []),
    `dilation=${pythonTuple(call.dilation)}`,
    `groups=${call.groups}`,
    `bias=${pythonBoolean(call.bias)}`,
  ];
  return {
    module: `nn.Conv2d(${call.channels}, ${call.filters}, ${options.join(', ')})`,
    operand: (value) => (padding.even ? value : `F.pad(${value}, ${padding.call})`),
  };
}
