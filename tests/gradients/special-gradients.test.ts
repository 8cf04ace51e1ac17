/** Gradients that differences cannot show: ties, bounds, cuts, surrogates, and ops that have none. */
import { describe, expect, test } from 'vitest';
import { LoomError } from '../../engine/core/diagnostic';
import type { Shape } from '../../engine/core/shape';
import { differentiate } from '../../engine/compile/3-autodiff';
import { Builder } from '../../engine/ops/builder';
import { isDifferentiable } from '../../engine/ops/define-op';
import type { Value } from '../../engine/ops/graph';
import { OPS, opDefinition, type OpName } from '../../engine/ops/index';
import { interpret } from '../interpreter/interpret';
import { OP_CASES } from '../ops/cases';
import { expansions } from '../ops/case-graph';
import type { OpCase } from '../ops/op-case';

/** d Σ f(x) / dx, in every expansion; they must agree. */
function gradientOf(shape: Shape, values: readonly number[], f: (builder: Builder, x: Value) => Value): number[] {
  const builder = new Builder();
  const x = builder.input({ dtype: 'float32', shape }, { kind: 'feature', node: 'x' });
  const y = f(builder, x);
  const [dx] = differentiate(builder, builder.sum(y, y.shape.map((_, axis) => axis)), [x]);
  builder.output(dx!, { kind: 'gradient', key: 'x' });
  const feed = { x: { shape: shape as number[], data: Float64Array.from(values) } };
  const found = expansions(builder.finish()).map(({ graph }) => [...interpret(graph, feed)[0]!.data]);
  for (const other of found) expect(other).toEqual(found[0]);
  return found[0]!;
}

describe('max pooling gives a tie to the first cell', () => {
  const pooling = { kernel: [2, 2], strides: [2, 2], pads: [0, 0, 0, 0], dilations: [1, 1] };
  const flat = (count: number) => Array.from({ length: count }, () => 0.5);

  test('windows side by side', () => {
    const dx = gradientOf([1, 1, 4, 4], flat(16), (b, x) => b.one('MaxPool', [x], pooling));
    expect(dx).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]);
  });

  test('overlapping windows add up', () => {
    const dx = gradientOf([1, 1, 3, 3], flat(9), (b, x) => b.one('MaxPool', [x], { ...pooling, strides: [1, 1] }));
    expect(dx).toEqual([1, 1, 0, 1, 1, 0, 0, 0, 0]);
  });

  test('padding never wins, whatever the values', () => {
    const padded = { ...pooling, kernel: [3, 3], pads: [1, 1, 1, 1] };
    const dx = gradientOf([1, 1, 3, 3], flat(9).map((value) => value - 7), (b, x) => b.one('MaxPool', [x], padded));
    expect(dx).toEqual([1, 1, 0, 1, 1, 0, 0, 0, 0]);
  });

  test('dilated windows', () => {
    const dx = gradientOf([1, 1, 5], flat(5), (b, x) => b.one('MaxPool', [x], { kernel: [2], strides: [1], pads: [0, 0], dilations: [3] }));
    expect(dx).toEqual([1, 1, 0, 0, 0]);
  });

  test('three axes, several channels', () => {
    const dx = gradientOf([2, 2, 2, 2, 2], flat(32), (b, x) =>
      b.one('MaxPool', [x], { kernel: [2, 2, 2], strides: [2, 2, 2], pads: [0, 0, 0, 0, 0, 0], dilations: [1, 1, 1] }),
    );
    expect(dx).toEqual(Array.from({ length: 32 }, (_, index) => (index % 8 === 0 ? 1 : 0)));
  });
});

describe('at a kink or a tie', () => {
  const at = (values: readonly number[], f: (b: Builder, x: Value) => Value) => gradientOf([values.length], values, f);

  test('Relu and Abs have gradient 0 at 0', () => {
    expect(at([0, -0, 1], (b, x) => b.relu(x))).toEqual([0, 0, 1]);
    expect(at([0, -2, 2], (b, x) => b.abs(x))).toEqual([0, -1, 1]);
  });

  test('LeakyRelu and Elu take the left slope at 0, as PyTorch does', () => {
    expect(at([0], (b, x) => b.one('LeakyRelu', [x], { alpha: 0.25 }))).toEqual([0.25]);
    expect(at([0], (b, x) => b.one('Elu', [x], { alpha: 0.5 }))).toEqual([0.5]);
  });

  test('Clip lets the gradient pass at its bounds', () => {
    expect(at([-1.5, -1, 0, 1, 1.5], (b, x) => b.one('Clip', [x], { min: -1, max: 1 }))).toEqual([0, 1, 1, 1, 0]);
  });

  test('ReduceMax shares among all that tie', () => {
    expect(at([3, 1, 3, 3], (b, x) => b.one('ReduceMax', [x], { axes: [0], keepdims: false })).map((share) => share * 3)).toEqual([1, 0, 1, 1]);
  });

  test('Max and Min share between both', () => {
    expect(at([1, 2, 3], (b, x) => b.max(x, 2))).toEqual([0, 0.5, 1]);
    expect(at([1, 2, 3], (b, x) => b.min(x, 2))).toEqual([1, 0.5, 0]);
  });

  test('a value that is used twice gets both gradients', () => {
    expect(at([2, -3], (b, x) => b.mul(x, x))).toEqual([4, -6]);
    expect(at([1, 2], (b, x) => b.add(b.add(x, x), b.concat([x], 0)))).toEqual([3, 3]);
    expect(at([5, 5], (b, x) => b.max(x, x))).toEqual([1, 1]);
  });
});

describe('cut or replaced on purpose', () => {
  test('StopGradient and ZerosLike let nothing through', () => {
    const builder = new Builder();
    const x = builder.input({ dtype: 'float32', shape: [3] }, { kind: 'feature', node: 'x' });
    for (const op of ['StopGradient', 'ZerosLike'] as const) {
      expect(differentiate(builder, builder.sum(builder.one(op, [x], {}), [0]), [x])).toEqual([undefined]);
    }
  });

  test('StopGradient cuts one path and leaves the other', () => {
    expect(gradientOf([2], [3, 4], (b, x) => b.mul(x, b.one('StopGradient', [x], {})))).toEqual([3, 4]);
  });

  test('the surrogate of Step is the identity', () => {
    expect(gradientOf([3], [-1, 0, 1], (b, x) => b.mul(b.one('Step', [x], { threshold: 0, surrogate: 'identity' }), 2))).toEqual([2, 2, 2]);
  });

  test('a size does not depend on values: means by hand have the gradient of means', () => {
    expect(gradientOf([4], [1, 2, 3, 4], (b, x) => b.div(b.sum(x, [0]), b.one('DimensionSize', [x], { axis: 0 })))).toEqual([0.25, 0.25, 0.25, 0.25]);
  });
});

describe('no gradient: the box that stands in the way is named', () => {
  function problemOf(op: OpName, one: OpCase, output = 0) {
    const builder = new Builder();
    const operands = one.operands.map(({ dtype, shape }, index) => builder.input({ dtype, shape }, { kind: 'feature', node: `x${index}` }));
    const outputs = builder.within({ origin: 'stage1/gate' }, () => one.apply?.(builder, operands) ?? builder.apply(op, operands, one.attributes as never));
    try {
      differentiate(builder, outputs[output]!, operands);
    } catch (error) {
      if (error instanceof LoomError) return error.diagnostics[0]!;
      throw error;
    }
    throw new Error(`${op} was differentiated`);
  }

  const without = (Object.keys(OPS) as OpName[]).filter((op) => !isDifferentiable(opDefinition(op).gradient) && opDefinition(op).name !== 'Constant');

  test.each(without)('%s', (op) => {
    const found = problemOf(op, OP_CASES[op][0] as OpCase);
    expect(found.code).toBe('no-gradient');
    expect(found.node).toBe('stage1/gate');
    expect(found.message).toContain(`“stage1/gate” (${op})`);
    expect(found.remedy).toBeTruthy();
  });

  test('Step without a surrogate', () => {
    const found = problemOf('Step', { title: 'none', operands: [{ shape: [2], dtype: 'float32', values: () => [0, 1] }], attributes: { threshold: 0, surrogate: 'none' } });
    expect(found).toMatchObject({ code: 'no-gradient', node: 'stage1/gate' });
  });

  // Their rules cover the first result only; a gradient that was silently dropped would be a wrong one.
  test.each([
    ['BatchNormalizationTraining', 1],
    ['BatchNormalizationTraining', 2],
    ['Standardize', 1],
  ] as const)('%s through its result %i', (op, output) => {
    expect(problemOf(op, OP_CASES[op][0] as OpCase, output)).toMatchObject({ code: 'no-gradient', node: 'stage1/gate' });
  });

  test('BatchNormalization with statistics that are trained', () => {
    const builder = new Builder();
    const x = builder.input({ dtype: 'float32', shape: ['N', 2] }, { kind: 'feature', node: 'x' });
    const channel = builder.input({ dtype: 'float32', shape: [2] }, { kind: 'tensor', key: 'w' });
    const y = builder.within({ origin: 'norm' }, () => builder.one('BatchNormalization', [x, channel, channel, builder.mul(channel, 2), builder.exp(channel)], { epsilon: 1e-5 }));
    expect(() => differentiate(builder, y, [channel])).toThrow(/“norm” \(BatchNormalization\)/);
  });
});
