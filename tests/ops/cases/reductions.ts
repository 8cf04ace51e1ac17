import { distinct, fixed, exactly, normal, tensor, between, type Sampler } from '../op-case';
import type { ReductionAttributes } from '../../../engine/ops/reduction';

function reductionCases(values: Sampler = normal) {
  const attributes = (axes: readonly number[], keepdims: boolean): ReductionAttributes => ({ axes, keepdims });
  return [
    { title: 'last axis dropped', operands: [tensor(['N', 3], values)], attributes: attributes([1], false) },
    { title: 'last axis kept', operands: [tensor(['N', 3], values)], attributes: attributes([1], true) },
    { title: 'batch dropped', operands: [tensor(['N', 3], values)], attributes: attributes([0], false) },
    { title: 'batch kept', operands: [tensor(['N', 3], values)], attributes: attributes([0], true) },
    { title: 'everything', operands: [tensor(['N', 2, 3], values)], attributes: attributes([0, 1, 2], false) },
    { title: 'all but channels', operands: [tensor(['N', 3, 2, 2], values)], attributes: attributes([0, 2, 3], false) },
    { title: 'two axes apart, kept', operands: [tensor([2, 3, 2, 3], values)], attributes: attributes([1, 3], true) },
    { title: 'axes of size 1', operands: [tensor([1, 3, 1], values)], attributes: attributes([0, 2], false) },
    { title: 'scalar', operands: [tensor([], values)], attributes: attributes([], false) },
  ];
}

export const reductionOps = {
  ReduceMax: reductionCases(distinct()),
  ReduceMean: reductionCases(),
  ReduceSum: reductionCases(),
  ReduceSumSquare: reductionCases(),
  DimensionSize: [
    { title: 'batch', operands: [tensor(['N', 3])], attributes: { axis: 0 } },
    { title: 'fixed axis', operands: [tensor(['N', 3])], attributes: { axis: 1 } },
  ],
  GlobalAveragePool: [
    { title: 'images', operands: [tensor(['N', 2, 3, 5])], attributes: {} },
    { title: 'sequences', operands: [tensor([2, 3, 4])], attributes: {} },
    { title: 'volumes', operands: [tensor([1, 2, 3, 2, 2])], attributes: {} },
  ],
};

const alongAxes = (values: Sampler = normal) => [
  { title: 'classes', operands: [tensor(['N', 4], values)], attributes: { axis: 1 } },
  { title: 'channels of images', operands: [tensor(['N', 3, 2, 2], values)], attributes: { axis: 1 } },
  { title: 'last of three axes', operands: [tensor([2, 3, 4], values)], attributes: { axis: 2 } },
  { title: 'first axis', operands: [tensor([3, 2], values)], attributes: { axis: 0 } },
  { title: 'a single class', operands: [tensor(['N', 1], values)], attributes: { axis: 1 } },
];

export const normalizationOps = {
  Softmax: [...alongAxes(), { title: 'far apart', operands: [tensor([2, 3], exactly(-80, 0, 80))], attributes: { axis: 1 } }],
  LogSoftmax: [...alongAxes(), { title: 'far apart', operands: [tensor([2, 3], exactly(-80, 0, 80))], attributes: { axis: 1 } }],
  // Its second result is for its own gradient.
  Standardize: [
    { title: 'layer', operands: [tensor(['N', 5])], attributes: { axes: [1], epsilon: 1e-5 }, objective: [0] },
    { title: 'image', operands: [tensor(['N', 2, 3, 3])], attributes: { axes: [1, 2, 3], epsilon: 1e-5 }, objective: [0] },
    { title: 'groups', operands: [tensor(['N', 2, 3, 2, 2])], attributes: { axes: [2, 3, 4], epsilon: 1e-3 }, objective: [0] },
    { title: 'large ε', operands: [tensor([3, 4])], attributes: { axes: [1], epsilon: 0.7 }, objective: [0] },
    { title: 'over the batch', operands: [tensor(['N', 3, 2])], attributes: { axes: [0, 2], epsilon: 1e-5 }, objective: [0] },
  ],
  BatchNormalization: [
    { title: 'images', operands: [tensor(['N', 3, 2, 2]), ...statistics(3)], attributes: { epsilon: 1e-5 } },
    { title: 'vectors', operands: [tensor(['N', 4]), ...statistics(4)], attributes: { epsilon: 1e-2 } },
    { title: 'sequences', operands: [tensor([2, 2, 5]), ...statistics(2)], attributes: { epsilon: 1e-5 } },
  ],
  BatchNormalizationTraining: [
    { title: 'images', operands: [tensor(['N', 3, 2, 2]), tensor([3]), tensor([3])], attributes: { epsilon: 1e-5 }, objective: [0] },
    { title: 'vectors', operands: [tensor([5, 2]), tensor([2]), tensor([2])], attributes: { epsilon: 1e-3 }, objective: [0] },
    { title: 'vectors with a free batch', operands: [tensor(['N', 2]), tensor([2]), tensor([2])], attributes: { epsilon: 0.1 }, objective: [0] },
    { title: 'sequences, large ε', operands: [tensor(['N', 2, 3]), tensor([2]), tensor([2])], attributes: { epsilon: 0.5 }, objective: [0] },
  ],
  BatchNormalizationGrad: [
    { title: 'images', operands: [tensor(['N', 3, 2, 2]), tensor([3]), tensor([3]), tensor([3], between(0.5, 2)), tensor(['N', 3, 2, 2])], attributes: { epsilon: 1e-5 } },
    { title: 'vectors', operands: [tensor(['N', 2]), tensor([2]), tensor([2]), tensor([2], between(0.5, 2)), tensor(['N', 2])], attributes: { epsilon: 1e-5 } },
  ],
};

/** Scale, bias, mean, variance; the last two are given, not trained. */
function statistics(channels: number) {
  return [tensor([channels]), tensor([channels]), fixed('float32', [channels], normal), fixed('float32', [channels], between(0.3, 2))];
}
