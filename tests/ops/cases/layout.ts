import type { Shape } from '../../../engine/core/shape';
import { distinct, exactly, fixed, tensor } from '../op-case';

const slice = (starts: number[], ends: number[], axes: number[], steps: number[]) => ({ starts, ends, axes, steps });
const reshape = (title: string, from: Shape, shape: Shape) => ({ title, operands: [tensor(from)], attributes: { shape } });

export const layoutOps = {
  Concat: [
    { title: 'channels', operands: [tensor(['N', 2, 3]), tensor(['N', 1, 3])], attributes: { axis: 1 } },
    { title: 'three of them', operands: [tensor(['N', 2]), tensor(['N', 3]), tensor(['N', 1])], attributes: { axis: 1 } },
    { title: 'only one', operands: [tensor([2, 3])], attributes: { axis: 1 } },
    { title: 'first axis', operands: [tensor([2, 3]), tensor([1, 3])], attributes: { axis: 0 } },
    { title: 'one held', operands: [tensor(['N', 2, 2]), fixed('float32', ['N', 2, 3], exactly(1, 2)), tensor(['N', 2, 1])], attributes: { axis: 2 } },
  ],
  Constant: [
    { title: 'vector', operands: [], attributes: { value: { dtype: 'float32' as const, shape: [3], data: Float32Array.of(1, -2, 0.5) } } },
    { title: 'labels', operands: [], attributes: { value: { dtype: 'int32' as const, shape: [2, 1], data: Int32Array.of(4, -1) } } },
    { title: 'large', operands: [], attributes: { value: { dtype: 'float32' as const, shape: [10, 9], data: Float32Array.from({ length: 90 }, (_, index) => index / 7) } } },
  ],
  ExpandLike: [
    { title: 'scalar to batch', operands: [tensor([]), tensor(['N', 3])], attributes: {} },
    { title: 'row to batch', operands: [tensor([3]), tensor(['N', 3])], attributes: {} },
    { title: 'ones repeated', operands: [tensor(['N', 1, 1]), tensor(['N', 2, 3])], attributes: {} },
    { title: 'nothing to do', operands: [tensor(['N', 2]), tensor(['N', 2])], attributes: {} },
  ],
  Pad: [
    { title: 'images', operands: [tensor(['N', 2, 3, 2])], attributes: { pads: [0, 0, 1, 2, 0, 0, 0, 1], value: 0 } },
    { title: 'with a number', operands: [tensor([2, 3])], attributes: { pads: [1, 0, 0, 2], value: -1.5 } },
    { title: 'nothing', operands: [tensor(['N', 3])], attributes: { pads: [0, 0, 0, 0], value: 0 } },
    { title: 'one side', operands: [tensor([4])], attributes: { pads: [0, 3], value: 7 } },
    ...(['reflect', 'edge', 'wrap'] as const).flatMap((mode) => [
      { title: `images, ${mode}`, operands: [tensor(['N', 2, 3, 4])], attributes: { pads: [0, 0, 1, 2, 0, 0, 2, 3], value: 0, mode } },
      { title: `a vector, ${mode}`, operands: [tensor([3])], attributes: { pads: [2, 1], value: 0, mode } },
      { title: `channels, ${mode}`, operands: [tensor(['N', 3, 2])], attributes: { pads: [0, 2, 0, 0, 0, 0], value: 0, mode } },
    ]),
  ],
  Gather: [
    { title: 'words', operands: [tensor([5, 3]), fixed('int64', ['N', 4], exactly(3, 1, 3, 0, 4))], attributes: {} },
    { title: 'rows of pictures', operands: [tensor([3, 2, 2]), fixed('int64', [4], exactly(2, 2, 0))], attributes: {} },
    { title: 'channels, brought to the front', operands: [tensor([3, 'N', 2]), fixed('int64', [4], exactly(2, 2, 0))], attributes: {} },
  ],
  GatherElements: [
    { title: 'of every row', operands: [tensor(['N', 4]), fixed('int64', ['N', 2], exactly(3, 1, 0, 0))], attributes: { axis: 1 } },
    { title: 'one element twice', operands: [tensor([3, 2]), fixed('int64', [4, 2], exactly(2, 0, 2, 1, 1, 1))], attributes: { axis: 0 } },
  ],
  GatherRows: [
    { title: 'boxes', operands: [tensor(['N', 4, 3]), fixed('int64', ['N', 2], exactly(3, 1, 0, 0))], attributes: {} },
    { title: 'scores', operands: [tensor(['N', 3]), fixed('int64', ['N', 3], exactly(2, 0, 1))], attributes: {} },
  ],
  GatherGrad: [
    { title: 'words', operands: [tensor([5, 3]), fixed('int64', ['N', 4], exactly(3, 1, 3, 0, 4)), tensor(['N', 4, 3])], attributes: {} },
    { title: 'rows of pictures', operands: [tensor([3, 2, 2]), fixed('int64', [4], exactly(2, 2, 0)), tensor([4, 2, 2])], attributes: {} },
  ],
  Split: [
    { title: 'channels', operands: [tensor(['N', 5, 2])], attributes: { axis: 1, sizes: [2, 1, 2] } },
    { title: 'only one', operands: [tensor([2, 3])], attributes: { axis: 1, sizes: [3] } },
    { title: 'one part unused', operands: [tensor(['N', 4])], attributes: { axis: 1, sizes: [1, 3] }, objective: [1] },
  ],
  // Which operator it is, a file says; the interpreter knows it as Ceil.
  OnnxNode: [
    { title: 'Ceil', operands: [tensor(['N', 3])], attributes: { call: { op: 'Ceil', domain: '', attributes: {}, inputs: [0], captured: [], takes: [{ dtype: 'float32' as const, shape: ['N', 3] }], gives: [{ dtype: 'float32' as const, shape: ['N', 3] }] } } },
  ],
  Reshape: [
    reshape('flatten', ['N', 2, 3], ['N', 6]),
    reshape('unflatten', ['N', 6], ['N', 2, 3]),
    reshape('batch joined with channels', ['N', 3, 2], ['3·N', 2]),
    reshape('batch split again', ['3·N', 2], ['N', 3, 2]),
    reshape('batch moved to the end', ['N', 4], [4, 'N']),
    reshape('only the batch', ['N', 1], ['N']),
    reshape('fixed', [4, 3], [2, 2, 3]),
    reshape('to a scalar', [1, 1], []),
    reshape('from a scalar', [], [1, 1, 1]),
  ],
  Reverse: [
    { title: 'kernel', operands: [tensor([2, 1, 3, 2])], attributes: { axes: [2, 3] } },
    { title: 'one axis', operands: [tensor(['N', 4])], attributes: { axes: [1] } },
    { title: 'size 1', operands: [tensor([3, 1])], attributes: { axes: [1] } },
  ],
  Slice: [
    { title: 'middle', operands: [tensor(['N', 6])], attributes: slice([1], [4], [1], [1]) },
    { title: 'every second', operands: [tensor(['N', 7])], attributes: slice([1], [7], [1], [2]) },
    { title: 'every second, remainder left', operands: [tensor(['N', 8])], attributes: slice([0], [8], [1], [3]) },
    { title: 'two axes', operands: [tensor([2, 3, 5])], attributes: slice([1, 0], [3, 5], [1, 2], [1, 2]) },
    { title: 'axes out of order', operands: [tensor([2, 4, 5])], attributes: slice([1, 2], [5, 4], [2, 1], [3, 1]) },
    { title: 'one element', operands: [tensor([4, 4])], attributes: slice([3], [4], [0], [1]) },
    { title: 'step beyond the end', operands: [tensor([5])], attributes: slice([1], [5], [0], [9]) },
    { title: 'first axis', operands: [tensor([5, 2])], attributes: slice([1], [5], [0], [2]) },
  ],
  TopK: [
    { title: 'the two best of a row', operands: [tensor(['N', 5], distinct())], attributes: { axis: 1, k: 2 } },
    { title: 'all of them, in order', operands: [tensor([2, 3, 4], distinct())], attributes: { axis: 2, k: 4 } },
    { title: 'of equal ones the earlier', operands: [tensor([2, 6], exactly(1, 3, 3, 0, 3, 1))], attributes: { axis: 1, k: 4 }, forwardOnly: true },
    { title: 'along an inner axis', operands: [tensor(['N', 4, 2], distinct())], attributes: { axis: 1, k: 1 } },
  ],
  Take: [
    { title: 'overlapping rows', operands: [tensor(['N', 4, 2])], attributes: { axis: 1, indices: [0, 1, 2, 1, 2, 3] } },
    { title: 'last axis, some left out', operands: [tensor(['N', 4])], attributes: { axis: 1, indices: [3, 0, 3] } },
    { title: 'a vector', operands: [tensor([3])], attributes: { axis: 0, indices: [2, 2, 1, 0] } },
  ],
  Transpose: [
    { title: 'matrix', operands: [tensor(['N', 3])], attributes: { perm: [1, 0] } },
    { title: 'channels last', operands: [tensor(['N', 2, 3, 4])], attributes: { perm: [0, 2, 3, 1] } },
    { title: 'a cycle, which is not its own inverse', operands: [tensor([2, 3, 4])], attributes: { perm: [2, 0, 1] } },
    { title: 'vector', operands: [tensor([3])], attributes: { perm: [0] } },
  ],
  ScatterElements: [
    {
      title: 'cells hit twice',
      operands: [tensor([5]), fixed('int64', [4], exactly(3, 1, 3, 0)), tensor([4])],
      attributes: { axis: 0, reduction: 'add' as const },
    },
    {
      title: 'second axis',
      operands: [tensor([2, 4]), fixed('int64', [2, 2], exactly(0, 2, 3, 3)), tensor([2, 2])],
      attributes: { axis: 1, reduction: 'add' as const },
    },
    {
      title: 'the largest that hits a cell, or what is there',
      operands: [tensor([2, 4]), fixed('int64', [2, 3], exactly(0, 2, 0, 3, 3, 1)), tensor([2, 3])],
      attributes: { axis: 1, reduction: 'max' as const },
    },
  ],
};
