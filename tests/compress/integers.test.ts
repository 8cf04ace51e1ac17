import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float32Tensor } from '../../engine/core/dtype';
import { foldBatchNorm } from '../../engine/compress/fold-batch-norm';
import { planIntegers } from '../../engine/compress/integer-plan';
import { Counts, Extremes } from '../../engine/compress/ranges';
import { quantizeWeight, scaleOf } from '../../engine/compress/to-int8';
import type { OnnxModel } from '../../engine/onnx/model';
import { sampleModel } from '../onnx/sample-model';

const values = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1000, max: 1000 }), { minLength: 1, maxLength: 200 });

describe('ranges', () => {
  it('reach from the smallest to the largest value, and to zero', () => {
    fc.assert(
      fc.property(values, (list) => {
        const extremes = new Extremes();
        extremes.add(list);
        expect(extremes.range()).toEqual({ low: Math.min(0, ...list) + 0, high: Math.max(0, ...list) + 0 });
      }),
    );
  });

  it('of a percentile hold at least that share of the values, to a bin', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 50, max: 100, noNaN: true }), (list, percent) => {
        const extremes = new Extremes();
        extremes.add(list);
        const counts = new Counts(extremes.range());
        counts.add(list);
        const { low, high } = counts.range(percent);
        const bin = (extremes.range().high - extremes.range().low) / 2048;
        const inside = list.filter((value) => value >= low - bin && value <= high + bin).length;
        expect(inside).toBeGreaterThanOrEqual(Math.floor((list.length * percent) / 100) - 1e-9);
        expect(low).toBeLessThanOrEqual(0);
        expect(high).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('a single outlier is cut off', () => {
    const list = Array.from({ length: 10_000 }, (_, index) => index / 10_000);
    const extremes = new Extremes();
    extremes.add([...list, 500]);
    const counts = new Counts(extremes.range());
    counts.add([...list, 500]);
    expect(counts.range(99.9).high).toBeLessThan(2);
    expect(counts.range(100).high).toBe(500);
  });
});

describe('scales', () => {
  it('zero is a step, and every value of the range is met to half a step', () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 0, noNaN: true }), fc.double({ min: 0, max: 50, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (low, high, at) => {
        fc.pre(high - low > 1e-6);
        const { scale, zero } = scaleOf({ low, high });
        expect(Number.isInteger(zero)).toBe(true);
        const value = low + at * (high - low);
        const integer = Math.min(127, Math.max(-128, Math.round(value / scale) + zero));
        // The ends may lie half a step outside, because zero was moved to a step.
        expect(Math.abs((integer - zero) * scale - value)).toBeLessThanOrEqual(scale * 1.001);
      }),
    );
  });

  it('weights have one scale per output and are met to half a step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }), fc.constantFrom(0, 1), fc.constantFrom(63, 127), fc.infiniteStream(fc.float({ min: -8, max: 8, noNaN: true })), (rows, columns, axis, most, stream) => {
        const data = Array.from({ length: rows * columns }, () => stream.next().value as number);
        const { integers, scales } = quantizeWeight(float32Tensor([rows, columns], data), axis, most);
        expect(scales).toHaveLength(axis === 0 ? rows : columns);
        data.forEach((value, index) => {
          const scale = scales[axis === 0 ? Math.floor(index / columns) : index % columns]!;
          expect(Math.abs(integers[index]!)).toBeLessThanOrEqual(most);
          expect(Math.abs(integers[index]! * scale - Math.fround(value))).toBeLessThanOrEqual(scale * 0.5001);
        });
      }),
    );
  });
});

const conv: OnnxModel = {
  name: 'conv',
  inputs: [{ name: 'x', dtype: 'float32', shape: ['N', 1, 4, 4] }],
  outputs: [{ name: 'y', dtype: 'float32', shape: ['N', 2, 2, 2] }],
  initializers: [
    { name: 'w', tensor: float32Tensor([2, 1, 3, 3], Array.from({ length: 18 }, (_, index) => index - 9)) },
    { name: 'scale', tensor: float32Tensor([2], [2, 0.5]) },
    { name: 'shift', tensor: float32Tensor([2], [1, -1]) },
    { name: 'mean', tensor: float32Tensor([2], [3, 4]) },
    { name: 'variance', tensor: float32Tensor([2], [4, 0.25]) },
  ],
  nodes: [
    { op: 'Conv', name: 'conv', inputs: ['x', 'w'], outputs: ['h'] },
    { op: 'BatchNormalization', name: 'norm', inputs: ['h', 'scale', 'shift', 'mean', 'variance'], outputs: ['n'], attributes: { epsilon: { float: 0 } } },
    { op: 'Relu', name: 'relu', inputs: ['n'], outputs: ['y'] },
  ],
};

describe('what becomes integers', () => {
  it('batch normalization goes into the convolution before it', () => {
    const folded = foldBatchNorm(conv);
    expect(folded.nodes.map(({ op }) => op)).toEqual(['Conv', 'Relu']);
    expect(folded.initializers.map(({ name }) => name)).toEqual(['norm/weight', 'norm/bias']);
    // factor = scale/√variance is 1 for both channels; bias = shift − mean·factor.
    expect([...folded.initializers[1]!.tensor.data]).toEqual([1 - 3, -1 - 4]);
  });

  it('is left alone where something else reads what it normalizes', () => {
    const both = { ...conv, outputs: [...conv.outputs, { name: 'h', dtype: 'float32', shape: ['N', 2, 2, 2] } as const] };
    expect(foldBatchNorm(both).nodes).toHaveLength(3);
  });

  it('the input of a product, the result of a convolution after its ReLU, and no output of the model', () => {
    const inner: OnnxModel = { ...conv, outputs: [{ name: 'z', dtype: 'float32', shape: ['N', 2, 1, 1] }], nodes: [...foldBatchNorm(conv).nodes, { op: 'MaxPool', name: 'pool', inputs: ['y'], outputs: ['p'] }, { op: 'Sigmoid', name: 'end', inputs: ['p'], outputs: ['z'] }], initializers: foldBatchNorm(conv).initializers };
    expect([...planIntegers(inner).values]).toEqual([['x', 'x'], ['y', 'y'], ['p', 'y']]);
    expect([...planIntegers(sampleModel).values]).toEqual([['x', 'x']]);
  });

  it('a product whose weights are not fixed stays as it is', () => {
    const free: OnnxModel = { ...sampleModel, inputs: [...sampleModel.inputs, { name: 'dense.weight', dtype: 'float32', shape: [3, 2] }], initializers: sampleModel.initializers.slice(1) };
    expect(planIntegers(free).weighted).toEqual([]);
  });
});
