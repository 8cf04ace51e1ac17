import type { Shape } from '../../../engine/core/shape';
import type { AveragePoolAttributes } from '../../../engine/ops/average-pool';
import type { ConvAttributes } from '../../../engine/ops/conv';
import type { PoolAttributes } from '../../../engine/ops/max-pool';
import { distinct, exactly, tensor, type OpCase } from '../op-case';

type Settings = { strides?: number[]; pads?: number[]; dilations?: number[] };

function window(rank: number, { strides, pads, dilations }: Settings) {
  const all = (value: number, count = rank) => Array.from({ length: count }, () => value);
  return { strides: strides ?? all(1), pads: pads ?? all(0, 2 * rank), dilations: dilations ?? all(1) };
}

interface ConvSetting extends Settings {
  readonly title: string;
  readonly x: Shape;
  readonly weight: readonly number[];
  readonly group?: number;
  readonly outputPadding?: number[];
}

const CONVOLUTIONS: readonly ConvSetting[] = [
  { title: 'plain 3×3', x: ['N', 2, 5, 5], weight: [3, 2, 3, 3] },
  { title: '1×1', x: ['N', 3, 3, 2], weight: [2, 3, 1, 1] },
  { title: 'same padding', x: ['N', 1, 5, 4], weight: [2, 1, 3, 3], pads: [1, 1, 1, 1] },
  { title: 'padding of the full kernel', x: [1, 1, 3, 3], weight: [1, 1, 3, 3], pads: [2, 2, 2, 2] },
  { title: 'padding beyond the kernel', x: [1, 1, 3, 3], weight: [1, 1, 2, 2], pads: [2, 1, 1, 2] },
  { title: 'stride 2 with a remainder', x: ['N', 1, 6, 6], weight: [2, 1, 3, 3], strides: [2, 2] },
  { title: 'strides that differ', x: [1, 2, 7, 6], weight: [1, 2, 3, 2], strides: [3, 2] },
  { title: 'stride beyond the kernel', x: [2, 1, 7, 7], weight: [2, 1, 2, 2], strides: [3, 3] },
  { title: 'dilation', x: ['N', 1, 6, 7], weight: [2, 1, 3, 3], dilations: [2, 3] },
  { title: 'dilation, stride, padding', x: [2, 2, 8, 7], weight: [2, 2, 3, 2], strides: [2, 3], dilations: [2, 2], pads: [2, 1, 1, 0] },
  { title: 'asymmetric padding', x: ['N', 2, 4, 4], weight: [1, 2, 3, 3], pads: [0, 2, 1, 0] },
  { title: 'even kernel, same padding', x: ['N', 1, 5, 5], weight: [2, 1, 4, 2], pads: [1, 0, 2, 1] },
  { title: 'two groups', x: ['N', 4, 4, 4], weight: [6, 2, 3, 3], group: 2, pads: [1, 1, 1, 1] },
  { title: 'three groups, stride 2', x: ['N', 3, 5, 5], weight: [6, 1, 2, 2], group: 3, strides: [2, 2] },
  { title: 'depthwise', x: ['N', 4, 5, 5], weight: [4, 1, 3, 3], group: 4, pads: [1, 1, 1, 1] },
  { title: 'depthwise, stride 2, dilated', x: ['N', 2, 7, 7], weight: [2, 1, 3, 3], group: 2, strides: [2, 2], dilations: [2, 2], pads: [2, 2, 2, 2] },
  { title: 'depthwise with multiplier', x: [1, 2, 4, 4], weight: [6, 1, 3, 3], group: 2, pads: [1, 1, 1, 1] },
  { title: 'a kernel as large as the image', x: ['N', 2, 3, 4], weight: [3, 2, 3, 4] },
  { title: 'a row', x: ['N', 1, 1, 7], weight: [2, 1, 1, 3], strides: [1, 2] },
  { title: 'one axis', x: ['N', 2, 7], weight: [3, 2, 3], strides: [2], pads: [1, 0] },
  { title: 'one axis, causal, dilated', x: ['N', 2, 6], weight: [2, 2, 2], dilations: [3], pads: [3, 0] },
  { title: 'three axes', x: ['N', 2, 3, 4, 3], weight: [2, 2, 2, 3, 2], pads: [0, 1, 0, 1, 1, 1] },
  { title: 'three axes, stride, groups', x: [1, 2, 4, 3, 5], weight: [2, 1, 2, 2, 2], strides: [2, 1, 2], group: 2 },
];

const TRANSPOSED: readonly ConvSetting[] = [
  { title: 'plain', x: ['N', 2, 3, 3], weight: [2, 3, 3, 3] },
  { title: 'doubling', x: ['N', 2, 3, 3], weight: [2, 1, 2, 2], strides: [2, 2] },
  { title: 'doubling by 3×3', x: ['N', 2, 3, 2], weight: [2, 2, 3, 3], strides: [2, 2], pads: [1, 1, 1, 1], outputPadding: [1, 1] },
  { title: 'output padding on one axis', x: [1, 1, 2, 3], weight: [1, 2, 3, 2], strides: [2, 3], outputPadding: [1, 0] },
  { title: 'asymmetric padding', x: ['N', 1, 4, 3], weight: [1, 2, 3, 3], pads: [1, 0, 0, 2] },
  { title: 'dilation', x: [2, 1, 3, 3], weight: [1, 1, 2, 3], dilations: [3, 2] },
  { title: 'groups', x: ['N', 4, 3, 3], weight: [4, 2, 2, 2], group: 2, strides: [2, 2] },
  { title: 'depthwise', x: ['N', 3, 3, 3], weight: [3, 1, 3, 3], group: 3, pads: [1, 1, 1, 1] },
  { title: 'one axis', x: ['N', 2, 4], weight: [2, 1, 3], strides: [2], pads: [0, 1] },
  { title: 'three axes', x: [1, 1, 2, 2, 2], weight: [1, 2, 2, 2, 2], strides: [2, 1, 2] },
];

function convAttributes({ weight, group = 1, ...settings }: ConvSetting): ConvAttributes {
  return { ...window(weight.length - 2, settings), group };
}

function convCases(settings: readonly ConvSetting[]): OpCase<'Conv'>[] {
  return settings.flatMap((setting) => {
    const attributes = convAttributes(setting);
    const operands = [tensor(setting.x), tensor(setting.weight)];
    const bias = tensor([setting.weight[0]!]);
    return [
      { title: setting.title, operands, attributes },
      ...(setting.title.startsWith('plain') ? [{ title: `${setting.title} with bias`, operands: [...operands, bias], attributes }] : []),
    ];
  });
}

function transposedCases(): OpCase<'ConvTranspose'>[] {
  return TRANSPOSED.flatMap((setting) => {
    const attributes = { ...convAttributes(setting), outputPadding: setting.outputPadding ?? setting.weight.slice(2).map(() => 0) };
    const operands = [tensor(setting.x), tensor(setting.weight)];
    const bias = tensor([setting.weight[1]! * attributes.group]);
    return [
      { title: setting.title, operands, attributes },
      ...(setting.group === 2 ? [{ title: `${setting.title} with bias`, operands: [...operands, bias], attributes }] : []),
    ];
  });
}

interface PoolSetting extends Settings {
  readonly title: string;
  readonly x: Shape;
  readonly kernel: readonly number[];
}

const POOLINGS: readonly PoolSetting[] = [
  { title: 'halving', x: ['N', 2, 4, 4], kernel: [2, 2], strides: [2, 2] },
  { title: 'halving odd sizes', x: ['N', 2, 5, 7], kernel: [2, 2], strides: [2, 2] },
  { title: 'overlapping', x: ['N', 1, 5, 5], kernel: [3, 3] },
  { title: 'overlapping, stride 2, padded', x: ['N', 1, 6, 5], kernel: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] },
  { title: 'asymmetric padding', x: [2, 1, 4, 4], kernel: [3, 2], pads: [2, 0, 0, 1] },
  { title: 'stride beyond the kernel', x: [1, 2, 7, 7], kernel: [2, 2], strides: [3, 3] },
  { title: 'dilated', x: ['N', 1, 6, 6], kernel: [2, 3], dilations: [3, 2], strides: [1, 2] },
  { title: 'dilated and padded', x: [1, 2, 5, 5], kernel: [3, 2], dilations: [2, 2], pads: [1, 1, 2, 0] },
  { title: 'the whole image', x: ['N', 3, 3, 4], kernel: [3, 4] },
  { title: 'one axis', x: ['N', 2, 7], kernel: [3], strides: [2], pads: [1, 1] },
  { title: 'three axes', x: [1, 2, 4, 3, 4], kernel: [2, 2, 2], strides: [2, 1, 2] },
];

function poolAttributes({ kernel, ...settings }: PoolSetting): PoolAttributes {
  return { kernel, ...window(kernel.length, settings) };
}

function maxPoolGradCase(setting: PoolSetting): OpCase<'MaxPoolGrad'> {
  const attributes = poolAttributes(setting);
  return {
    title: setting.title,
    operands: [tensor(setting.x, setting.title === 'overlapping' ? exactly(1) : distinct())],
    attributes,
    // The gradient has the shape of y, which is what MaxPool says it is.
    apply: (builder, [x]) => {
      const y = builder.one('MaxPool', [x!], attributes);
      return builder.apply('MaxPoolGrad', [x!, y, builder.square(y)], attributes);
    },
  };
}

function averagePoolings<A>(turn: (setting: PoolSetting, attributes: AveragePoolAttributes) => A): A[] {
  return POOLINGS.flatMap((setting) => {
    const padded = setting.pads !== undefined;
    return (padded ? [false, true] : [false]).map((countPadding) =>
      turn(countPadding ? { ...setting, title: `${setting.title}, padding counted` } : setting, { ...poolAttributes(setting), countPadding }),
    );
  });
}

export const windowOps = {
  Conv: convCases(CONVOLUTIONS),
  ConvTranspose: transposedCases(),
  // Their values are checked as the gradient of Conv; these add what Conv's own cases cannot reach.
  ConvInputGrad: [
    { title: 'stride 2 with a remainder', operands: [tensor([3, 2, 2, 2]), tensor(['N', 3, 2, 2])], attributes: { ...window(2, { strides: [2, 2] }), group: 1, spatial: [5, 4] } },
    { title: 'groups', operands: [tensor([4, 1, 3, 3]), tensor(['N', 4, 4, 4])], attributes: { ...window(2, { pads: [1, 1, 1, 1] }), group: 2, spatial: [4, 4] } },
  ],
  ConvWeightGrad: [
    { title: 'stride 2 with a remainder', operands: [tensor(['N', 2, 6, 5]), tensor(['N', 3, 2, 2])], attributes: { ...window(2, { strides: [2, 2] }), group: 1, kernel: [3, 2] } },
    { title: 'groups', operands: [tensor(['N', 4, 4, 4]), tensor(['N', 6, 4, 4])], attributes: { ...window(2, { pads: [1, 1, 1, 1] }), group: 2, kernel: [3, 3] } },
  ],
  MaxPool: POOLINGS.map((setting): OpCase<'MaxPool'> => ({ title: setting.title, operands: [tensor(setting.x, distinct())], attributes: poolAttributes(setting) })),
  MaxPoolWithIndices: POOLINGS.map((setting) => ({ title: setting.title, operands: [tensor(setting.x, distinct())], attributes: poolAttributes(setting) })),
  MaxPoolGrad: POOLINGS.map(maxPoolGradCase),
  AveragePool: averagePoolings((setting, attributes) => ({ title: setting.title, operands: [tensor(setting.x)], attributes })),
  AveragePoolGrad: [
    {
      title: 'padded',
      operands: [tensor(['N', 2, 3, 3])],
      attributes: { ...window(2, { strides: [2, 2], pads: [1, 1, 1, 1] }), kernel: [3, 3], countPadding: false, spatial: [6, 5] },
    },
  ],
  Resize: (['nearest', 'linear'] as const).flatMap((mode) => [
    { title: `${mode}, doubled`, operands: [tensor(['N', 2, 3, 2])], attributes: { scales: [2, 2], mode } },
    { title: `${mode}, scales that differ`, operands: [tensor(['N', 1, 2, 4])], attributes: { scales: [3, 1], mode } },
    { title: `${mode}, by 4`, operands: [tensor([1, 2, 1, 3])], attributes: { scales: [4, 4], mode } },
  ]),
  ResizeGrad: (['nearest', 'linear'] as const).map((mode) => ({
    title: mode,
    operands: [tensor(['N', 2, 6, 4])],
    attributes: { scales: [3, 2], mode, spatial: [2, 2] },
  })),
};
