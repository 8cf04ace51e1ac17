import { float32Tensor } from '../../engine/core/dtype';
import type { OnnxModel } from '../../engine/onnx/model';

/** y = relu(x·W + b) with a symbolic batch, and the index of the largest y. */
export const sampleModel: OnnxModel = {
  name: 'sample',
  inputs: [{ name: 'x', dtype: 'float32', shape: ['N', 3] }],
  outputs: [
    { name: 'y', dtype: 'float32', shape: ['N', 2] },
    { name: 'best', dtype: 'int64', shape: ['N'] },
  ],
  initializers: [
    { name: 'dense.weight', tensor: float32Tensor([3, 2], [1, -1, 2, 0, 0.5, 4]) },
    { name: 'dense.bias', tensor: float32Tensor([2], [0.25, -10]) },
  ],
  nodes: [
    {
      op: 'Gemm',
      name: 'dense',
      inputs: ['x', 'dense.weight', 'dense.bias'],
      outputs: ['h'],
      attributes: { alpha: { float: 1 }, transB: { int: 0 } },
    },
    { op: 'Relu', name: 'relu', inputs: ['h'], outputs: ['y'] },
    { op: 'ArgMax', name: 'argmax', inputs: ['y'], outputs: ['best'], attributes: { axis: { int: 1 }, keepdims: { int: 0 } } },
  ],
};
