/** Updates in double precision: optimizers against PyTorch's trajectories, penalties, clipping, constraints, rates. */
import { describe, expect, test } from 'vitest';
import { addUpdates, type UpdateRule } from '../../engine/compile/4-optimizer';
import { expandComposites } from '../../engine/compile/7-expand';
import type { TensorSettings } from '../../engine/document/model';
import type { TensorInfo } from '../../engine/infer/infer-node';
import { Builder } from '../../engine/ops/builder';
import { bindingName, type Graph } from '../../engine/ops/graph';
import { float32Tensor } from '../../engine/core/dtype';
import { OPTIMIZER_NAMES, readOptimizer } from '../../engine/optimizers';
import { interpret, type Feeds } from '../interpreter/interpret';
import { scalar, type NdArray } from '../interpreter/nd-array';
import reference from '../reference/optimizers.json';

function infoOf(key: string, shape: readonly number[], settings: TensorSettings = {}): TensorInfo {
  return { key, name: key, node: key, shape, initializer: 'zeros', fanIn: 1, fanOut: 1, trainable: true, trained: true, settings };
}

const sgd: UpdateRule = { name: 'all', ...readOptimizer({ name: 'sgd' }) };

/** One step on tensors whose gradients are given: everything the graph puts out, by the names of the bindings. */
function step(tensors: readonly { key: string; shape: readonly number[]; value: readonly number[]; gradient: readonly number[]; settings?: TensorSettings }[], rule = sgd, rate = 1, slots: Feeds = {}) {
  const builder = new Builder();
  const trained = tensors.map(({ key, shape, gradient, settings }) => ({
    info: infoOf(key, shape, settings),
    parameter: builder.input({ dtype: 'float32', shape }, { kind: 'tensor', key }),
    gradient: builder.constant(float32Tensor(shape, gradient)),
  }));
  addUpdates(builder, trained, rule);
  const values = tensors.map(({ key, shape, value }): [string, NdArray] => [key, { shape, data: Float64Array.from(value) }]);
  return run(builder.finish(), { ...Object.fromEntries(values), ...slots, ':all.learningRate': scalar(rate) });
}

function run(graph: Graph, feeds: Feeds): Record<string, number[]> {
  const results = interpret(expandComposites(graph, { backend: 'cpu', choose: (_op, _key, variants) => variants[0] }), feeds);
  return Object.fromEntries(graph.outputs.map(({ binding }, index) => [bindingName(binding), [...results[index]!.data]]));
}

const one = (value: readonly number[], gradient: readonly number[], settings?: TensorSettings, shape = [value.length]) => [
  { key: 'w', shape, value, gradient, ...(settings && { settings }) },
];

function expectNear(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, index) => expect(Math.abs(value - expected[index]!), `${value} for ${expected[index]}`).toBeLessThan(2e-6 * Math.max(1, Math.abs(expected[index]!))));
}

describe('kernels of one cell', () => {
  const settings = { constraint: { kind: 'max-norm', max: 1 } } as const;
  const clipped: UpdateRule = { name: 'all', ...readOptimizer({ name: 'momentum' }), clip: { norm: 100 } };

  test('are updated as other tensors are', () => {
    const values = { key: 'w', value: [1, 2, 3, 4, 5, 6], gradient: [6, 5, 4, 3, 2, 1], settings };
    const [kernel, matrix] = [[2, 3, 1, 1], [2, 3]].map((shape) => step([{ ...values, shape }], clipped, 0.1, { 'w:all.velocity': { shape, data: Float64Array.of(1, 0, 2, 0, 3, 0) } }));
    expect(kernel).toEqual(matrix);
  });

  test('are never multiplied by a number in their own shape, which the runtime does cell by cell', () => {
    const builder = new Builder();
    const shape = [2, 3, 1, 1];
    const parameter = builder.input({ dtype: 'float32', shape }, { kind: 'tensor', key: 'w' });
    addUpdates(builder, [{ info: infoOf('w', shape), parameter, gradient: builder.constant(float32Tensor(shape, [1, 2, 3, 4, 5, 6])) }], clipped);
    const slow = builder.finish().nodes.filter(({ op, inputs }) => op !== 'Reshape' && inputs.some((input) => input.shape.length > 1 && input.shape.includes(1)));
    expect(slow.map(({ op }) => op)).toEqual([]);
  });
});

describe('optimizers follow PyTorch', () => {
  test('every one of them', () => {
    expect(new Set(reference.runs.map(({ name }) => name))).toEqual(new Set(OPTIMIZER_NAMES));
  });

  test.each(reference.runs)('$name $settings, l2 $l2, $shape', ({ name, settings, l2, points, shape = [reference.start.length] }) => {
    const { definition, settings: checked } = readOptimizer({ name, ...settings });
    const builder = new Builder();
    const parameter = builder.input({ dtype: 'float32', shape }, { kind: 'tensor', key: 'w' });
    const constant = (values: readonly number[]) => builder.constant(float32Tensor(shape, values));
    const gradient = builder.mul(builder.sub(parameter, constant(reference.goal)), constant(reference.curvature));
    addUpdates(builder, [{ info: infoOf('w', shape, { regularizer: { l2 } }), parameter, gradient }], { name: 'all', definition, settings: checked });
    const graph = builder.finish();
    let state: Record<string, number[]> = { w: reference.start };
    for (const slot of definition.slots(shape)) state[`w:all.${slot}`] = reference.start.map(() => 0);
    points.forEach((point, index) => {
      const tensors = Object.entries(state).map(([key, values]): [string, NdArray] => [key, { shape, data: Float64Array.from(values) }]);
      const corrections = Object.entries(definition.corrections?.(index + 1, checked) ?? {}).map(([key, value]): [string, NdArray] => [`:all.${key}`, scalar(value)]);
      state = run(graph, { ...Object.fromEntries([...tensors, ...corrections]), ':all.learningRate': scalar(reference.rate) });
      expectNear(state['w']!, point);
    });
  });
});

describe('settings of a tensor', () => {
  test('L1 pulls towards 0 with constant strength, and leaves 0 alone', () => {
    expectNear(step(one([2, -2, 0], [0, 0, 0], { regularizer: { l1: 0.25 } }))['w']!, [1.75, -1.75, 0]);
  });

  test('L1 and L2 add up', () => {
    expectNear(step(one([2], [1], { regularizer: { l1: 0.25, l2: 0.5 } }))['w']!, [2 - 1 - 0.25 - 1]);
  });

  test('a rate of its own', () => {
    expectNear(step([...one([1], [1], { lrScale: 0.1 }), { key: 'b', shape: [1], value: [1], gradient: [1] }], sgd, 0.5)['w']!, [0.95]);
    expectNear(step(one([1], [1], { lrScale: 0 }), sgd, 0.5)['w']!, [1]);
  });

  test.each(OPTIMIZER_NAMES)('a rate of its own is the same as that rate for all, with %s', (name) => {
    const rule: UpdateRule = { name: 'all', ...readOptimizer({ name }) };
    const scalars = Object.keys(rule.definition.corrections?.(3, rule.settings) ?? {});
    const after = (settings: TensorSettings, rate: number): number[] => {
      const builder = new Builder();
      const parameter = builder.input({ dtype: 'float32', shape: [2] }, { kind: 'tensor', key: 'w' });
      addUpdates(builder, [{ info: infoOf('w', [2], settings), parameter, gradient: builder.constant(float32Tensor([2], [1, -0.5])) }], rule);
      const corrections = rule.definition.corrections?.(3, rule.settings) ?? {};
      const slots = rule.definition.slots([2]).map((slot): [string, NdArray] => [`w:all.${slot}`, { shape: [2], data: Float64Array.from([0.5, 0.25]) }]);
      const feeds = { w: { shape: [2], data: Float64Array.from([1, 2]) }, ':all.learningRate': scalar(rate), ...Object.fromEntries(slots), ...Object.fromEntries(scalars.map((key) => [`:all.${key}`, scalar(corrections[key]!)])) };
      return run(builder.finish(), feeds)['w']!;
    };
    expectNear(after({ lrScale: 0.25 }, 0.4), after({}, 0.1));
    expectNear(after({ lrScale: 0 }, 0.4), [1, 2]);
  });

  test('non-negative', () => {
    expectNear(step(one([1, 1], [3, 0.5], { constraint: { kind: 'non-negative' } }))['w']!, [0, 0.5]);
  });

  test('what is exactly zero stays so, and only that', () => {
    expectNear(step(one([0, 1, -0, -2, 1e-30], [3, 0.5, -1, 1, 0], { constraint: { kind: 'keep-zeros' } }))['w']!, [0, 0.5, 0, -3, 1e-30]);
  });

  test('max-norm shrinks the rows that are too long, and only those', () => {
    const rows = [3, 4, 0.3, 0.4, 0, 0];
    expectNear(step(one(rows, rows.map(() => 0), { constraint: { kind: 'max-norm', max: 1 } }, [3, 2]))['w']!, [0.6, 0.8, 0.3, 0.4, 0, 0]);
  });

  test('unit norm brings every row to length 1; a row of zeros stays', () => {
    const rows = [3, 4, 0.3, 0.4, 0, 0];
    expectNear(step(one(rows, rows.map(() => 0), { constraint: { kind: 'unit-norm' } }, [3, 2]))['w']!, [0.6, 0.8, 0.6, 0.8, 0, 0]);
  });

  test('norms over all axes but the first, over named axes, and of a vector as a whole', () => {
    const filters = [3, 0, 0, 4, 0.6, 0, 0, 0.8];
    const flat = filters.map(() => 0);
    expectNear(step(one(filters, flat, { constraint: { kind: 'max-norm', max: 1 } }, [2, 1, 2, 2]))['w']!, [0.6, 0, 0, 0.8, 0.6, 0, 0, 0.8]);
    expectNear(step(one([3, 1, 4, 1], [0, 0, 0, 0], { constraint: { kind: 'max-norm', max: 1, axes: [0] } }, [2, 2]))['w']!, [0.6, Math.SQRT1_2, 0.8, Math.SQRT1_2]);
    expectNear(step(one([3, 4], [0, 0], { constraint: { kind: 'unit-norm' } }))['w']!, [0.6, 0.8]);
  });

  test('the constraint holds after the update, not before', () => {
    expectNear(step(one([0.6, 0.8], [-2.4, -3.2], { constraint: { kind: 'max-norm', max: 1 } }, [1, 2]))['w']!, [0.6, 0.8]);
  });
});

describe('clipping', () => {
  const two = [
    { key: 'w', shape: [2], value: [0, 0], gradient: [3, 0] },
    { key: 'b', shape: [], value: [0], gradient: [-4] },
  ];

  test('by value', () => {
    const found = step(two, { ...sgd, clip: { value: 2 } });
    expectNear([...found['w']!, ...found['b']!], [-2, 0, 2]);
  });

  test('by the norm of all gradients together, which is reported', () => {
    const found = step(two, { ...sgd, clip: { norm: 1 } });
    expectNear([...found['w']!, ...found['b']!, ...found[':gradientNorm']!], [-0.6, 0, 0.8, 5]);
  });

  test('a short gradient is left alone, and one of zero stays zero', () => {
    expectNear(step(two, { ...sgd, clip: { norm: 6 } })['w']!, [-3, 0]);
    expectNear(step(one([1], [0]), { ...sgd, clip: { norm: 1 } })['w']!, [1]);
  });

  test('by value first, then by norm', () => {
    const found = step(two, { ...sgd, clip: { value: 3, norm: 1 } });
    expectNear([...found['w']!, ...found['b']!], [-Math.SQRT1_2, 0, Math.SQRT1_2]);
  });

  test('before the penalty, which stays whole', () => {
    expectNear(step(one([10], [5], { regularizer: { l2: 0.5 } }), { ...sgd, clip: { value: 1 } })['w']!, [10 - 1 - 5]);
  });
});

test('a mistake in the settings is named', () => {
  expect(() => readOptimizer({ name: 'sdg' })).toThrow(/no optimizer “sdg”.*sgd, momentum/s);
  expect(() => readOptimizer({ name: 'adam', beta1: 'high' })).toThrow(/beta1 of the optimizer Adam must be/);
});
