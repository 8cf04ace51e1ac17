/** What each shape rule refuses: everything that ONNX Runtime would refuse later, or compute wrongly. */
import { describe, expect, test } from 'vitest';
import type { Shape } from '../../engine/core/shape';
import { Builder } from '../../engine/ops/builder';
import { OpShapeError } from '../../engine/ops/define-op';
import type { OpAttributes, OpName } from '../../engine/ops/index';

const window = { strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1] };

function shapesOf<K extends OpName>(op: K, attributes: OpAttributes[K], ...shapes: Shape[]): readonly Shape[] {
  const builder = new Builder();
  const operands = shapes.map((shape, index) => builder.input({ dtype: 'float32', shape }, { kind: 'feature', node: `x${index}` }));
  return builder.apply(op, operands, attributes).map((value) => value.shape);
}

function refuses<K extends OpName>(op: K, attributes: OpAttributes[K], ...shapes: Shape[]): void {
  expect(() => shapesOf(op, attributes, ...shapes), `${op} of ${shapes.map((shape) => `[${shape.join()}]`).join(' ')}`).toThrow(OpShapeError);
}

describe('shape rules refuse', () => {
  test('convolutions whose channels, groups or bias do not fit', () => {
    refuses('Conv', { ...window, group: 1 }, ['N', 3, 5, 5], [2, 4, 3, 3]);
    refuses('Conv', { ...window, group: 2 }, ['N', 3, 5, 5], [2, 1, 3, 3]);
    refuses('Conv', { ...window, group: 2 }, ['N', 4, 5, 5], [3, 2, 3, 3]);
    refuses('Conv', { ...window, group: 1 }, ['N', 3, 5], [2, 3, 3, 3]);
    refuses('Conv', { ...window, group: 1 }, ['N', 3, 5, 5], [2, 3, 3, 3], [3]);
    refuses('Conv', { ...window, group: 1 }, ['N', 3, 2, 5], [2, 3, 3, 3]);
  });

  test('transposed convolutions whose channels, groups, bias or sizes do not fit', () => {
    const attributes = { ...window, group: 1, outputPadding: [0, 0] };
    refuses('ConvTranspose', attributes, ['N', 3, 5, 5], [4, 2, 3, 3]);
    refuses('ConvTranspose', { ...attributes, group: 2 }, ['N', 3, 5, 5], [3, 2, 3, 3]);
    refuses('ConvTranspose', attributes, ['N', 3, 5, 5], [3, 2, 3, 3], [3]);
    refuses('ConvTranspose', { ...attributes, pads: [2, 0, 2, 0] }, ['N', 1, 1, 5], [1, 1, 3, 3]);
    // Then the adjoint of the adjoint would be larger than the operand.
    refuses('ConvTranspose', { ...attributes, outputPadding: [1, 0] }, ['N', 1, 5, 5], [1, 1, 3, 3]);
  });

  test('pooling windows that do not fit', () => {
    refuses('MaxPool', { ...window, kernel: [3, 3] }, ['N', 1, 2, 5]);
    refuses('AveragePool', { ...window, kernel: [3, 3], countPadding: true }, ['N', 1, 5, 2]);
  });

  test('matrices that do not fit', () => {
    refuses('MatMul', {}, [2, 3], [2, 3]);
    refuses('MatMul', {}, [3], [3, 2]);
    refuses('MatMul', {}, [2, 2, 3], [3, 3, 2]);
    refuses('Gemm', { transA: false, transB: true }, ['N', 3], [3, 2]);
    refuses('Gemm', { transA: false, transB: false }, ['N', 3, 1], [3, 2]);
    refuses('Gemm', { transA: false, transB: false }, ['N', 3], [3, 2], [3]);
    refuses('Gemm', { transA: false, transB: false }, [2, 3], [3, 2], [3, 2]);
  });

  test('reductions over no axis, or over one that is not there', () => {
    // ONNX takes "no axes" for "all axes".
    for (const op of ['ReduceSum', 'ReduceMean', 'ReduceMax', 'ReduceSumSquare'] as const) {
      refuses(op, { axes: [], keepdims: false }, ['N', 3]);
      refuses(op, { axes: [2], keepdims: false }, ['N', 3]);
      refuses(op, { axes: [-1], keepdims: false }, ['N', 3]);
    }
  });

  test('broadcasts that do not fit', () => {
    refuses('Add', {}, ['N', 3], [2]);
    refuses('Mul', {}, ['N'], [2]);
    refuses('ExpandLike', {}, ['N', 3], [3]);
  });

  test('element types that do not fit', () => {
    const builder = new Builder();
    const [float, int] = (['float32', 'int32'] as const).map((dtype) => builder.input({ dtype, shape: [2] }, { kind: 'feature', node: dtype }));
    const condition = builder.greater(float!, 0);
    expect(() => builder.add(float!, int!)).toThrow(OpShapeError);
    expect(() => builder.where(float!, float!, float!)).toThrow(OpShapeError);
    expect(() => builder.where(condition, float!, int!)).toThrow(OpShapeError);
    expect(() => builder.concat([float!, int!], 0)).toThrow(OpShapeError);
  });

  test('moves that do not fit', () => {
    refuses('Concat', { axis: 0 }, [2, 3], [2, 4]);
    refuses('Reshape', { shape: ['N', 5] }, ['N', 2, 3]);
    refuses('Reshape', { shape: [6] }, ['N', 2, 3]);
    refuses('Transpose', { perm: [0, 0] }, [2, 3]);
    refuses('Transpose', { perm: [1, 0] }, [2, 3, 4]);
    refuses('Slice', { starts: [0], ends: [4], axes: [1], steps: [1] }, ['N', 3]);
    refuses('Slice', { starts: [-1], ends: [3], axes: [1], steps: [1] }, ['N', 3]);
    refuses('Slice', { starts: [2], ends: [2], axes: [1], steps: [1] }, ['N', 3]);
    refuses('Slice', { starts: [0], ends: [3], axes: [1], steps: [-1] }, ['N', 3]);
    refuses('Pad', { pads: [0, -1, 0, 0], value: 0 }, ['N', 3]);
    refuses('Pad', { pads: [0, 1], value: 0 }, ['N', 3]);
    refuses('Pad', { pads: [1, 0, 0, 0], value: 0 }, ['N', 3]);
  });
});

describe('shape rules keep symbols', () => {
  test('through groups of a weight gradient, where batch and channels change places', () => {
    expect(shapesOf('Conv', { ...window, group: 2 }, [3, '2·N', 5, 5], [4, 'N', 5, 5])).toEqual([[3, 4, 1, 1]]);
  });

  test('through reshapes and reductions', () => {
    expect(shapesOf('Reshape', { shape: ['6·N', 2] }, ['N', 3, 4])).toEqual([['6·N', 2]]);
    expect(shapesOf('ReduceSum', { axes: [1], keepdims: true }, ['N', 3, 'T'])).toEqual([['N', 1, 'T']]);
  });
});
