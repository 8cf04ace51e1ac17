/** The worked examples of the course that need only layers: sizes, costs and forward values. */
import { describe, expect, it } from 'vitest';
import { staticElementCount } from '../../engine/core/shape';
import type { JsonObject } from '../../engine/document/model';
import examples from '../fixtures/course-examples.json';
import { expectClose } from './expect-close';
import { layerNamed, parametersOf } from './lower-layer';
import { runLayer } from './run-layer';

type Numbers = number | readonly Numbers[];

/** The numbers of a nested list, in order. */
function flat(numbers: Numbers): number[] {
  return typeof numbers === 'number' ? [numbers] : numbers.flatMap(flat);
}

/** Sizes and costs of one layer on one sample. */
function measure(type: string, given: JsonObject, input: readonly number[]) {
  const layer = layerNamed(type);
  const parameters = parametersOf(layer, given);
  const inputs = [input];
  const outputs = layer.shape({ inputs, parameters });
  const tensors = Object.values(layer.tensors?.({ inputs, parameters }) ?? {});
  return {
    shape: outputs[0] as readonly number[],
    params: tensors.reduce((total, { shape }) => total + staticElementCount(shape), 0),
    macs: layer.macs?.({ inputs, outputs, parameters }) ?? 0,
  };
}

/** Runs one layer on one sample, as in use after training unless a mask is given. */
async function apply(type: string, given: JsonObject, sample: readonly number[], values: Numbers, tensors: Readonly<Record<string, Numbers>> = {}) {
  const flattened = Object.fromEntries(Object.entries(tensors).map(([name, numbers]) => [name, flat(numbers)]));
  const mode = 'mask:mask' in tensors ? 'train' : 'infer';
  const { output } = await runLayer({ type, parameters: given, inputs: [[1, ...sample]], mode }, { in1: flat(values), ...flattened });
  return Array.from(output.data);
}

const dense = (x: readonly number[], weight: readonly (readonly number[])[], bias: readonly number[]) =>
  apply('dense', { units: weight.length }, [x.length], x, { weight, bias });
const activate = (type: string, x: readonly number[], given: JsonObject = {}) => apply(type, given, [x.length], x);

describe('sizes', () => {
  it.each(examples.output_sizes.cases)('a window of $f over $n with padding $p and stride $s gives $out', ({ n, f, p, s, out }) => {
    const window = { kernel: f, stride: s, padding: 'explicit', pads: [p, p, p, p] };
    expect(measure('conv2d', { filters: 1, ...window }, [1, n, n]).shape).toEqual([1, out, out]);
    expect(measure('max-pool2d', window, [1, n, n]).shape).toEqual([1, out, out]);
  });

  it.each(examples.conv_param_counts)('$out_ch filters of $f×$f over $in_ch channels have $params parameters', ({ in_ch, f, out_ch, params }) => {
    expect(measure('conv2d', { filters: out_ch, kernel: f }, [in_ch, 8, 8]).params).toBe(params);
  });

  it('a separable convolution costs less than a normal one', () => {
    const { filter, filters, input: [height, width, channels], output, normal_macs, depthwise_macs, pointwise_macs, separable_macs } = examples.separable_cost;
    const picture = [channels!, height!, width!];
    const normal = measure('conv2d', { filters, kernel: filter }, picture);
    const depthwise = measure('depthwise-conv2d', { kernel: filter }, picture);
    const pointwise = measure('conv2d', { filters, kernel: 1 }, depthwise.shape);
    const separable = measure('separable-conv2d', { filters, kernel: filter }, picture);
    expect([normal.macs, depthwise.macs, pointwise.macs, separable.macs]).toEqual([normal_macs, depthwise_macs, pointwise_macs, separable_macs]);
    expect(separable.shape).toEqual([output[2], output[0], output[1]]);
    expect(separable.macs / normal.macs).toBeCloseTo(1 / filters + 1 / filter ** 2, 12);
  });

  it('the size table of the LeNet-like network', () => {
    const layers: readonly (readonly [string, JsonObject])[] = [
      ['conv2d', { filters: 8, kernel: 5 }],
      ['max-pool2d', {}],
      ['conv2d', { filters: 16, kernel: 5 }],
      ['max-pool2d', {}],
      ['flatten', {}],
      ['dense', { units: 120 }],
      ['dense', { units: 84 }],
      ['dense', { units: 10 }],
    ];
    let shape: readonly number[] = [3, 32, 32];
    const rows = [{ shape, params: 0 }];
    for (const [type, given] of layers) {
      const { shape: next, params } = measure(type, given, shape);
      shape = next;
      if (type !== 'flatten') rows.push({ shape, params });
    }
    const channelsLast = (sizes: readonly number[]) => (sizes.length === 3 ? [sizes[1]!, sizes[2]!, sizes[0]!] : [...sizes]);
    expect(rows.map(({ shape: sizes, params }) => ({ shape: channelsLast(sizes), activations: staticElementCount(sizes), params }))).toEqual(
      examples.lenet_size_table.rows.map(({ shape: sizes, activations, params }) => ({ shape: sizes, activations, params })),
    );
  });
});

describe('convolution', () => {
  it('two filters over a 6×6 picture', async () => {
    const { image, filters, output } = examples.conv_6x6_two_filters;
    expectClose(await apply('conv2d', { filters: 2, bias: false }, [1, 6, 6], image, { weight: filters }), flat(output), 'feature maps');
  });

  it('one filter over a grey 5×5 picture', async () => {
    const { image, filter, output } = examples.conv_grey_5x5;
    expectClose(await apply('conv2d', { filters: 1, bias: false }, [1, 5, 5], image, { weight: filter }), flat(output), 'feature map');
  });

  it('the first cell of an RGB picture', async () => {
    const { patches, filters, per_channel, bias, output } = examples.conv_rgb_first_cell;
    const one = { filters: 1 };
    expectClose(await apply('conv2d', one, [3, 3, 3], patches, { weight: filters, bias: [bias] }), [output], 'cell');
    expectClose(await apply('depthwise-conv2d', { bias: false }, [3, 3, 3], patches, { weight: filters }), per_channel, 'per channel');
  });

  it('edge operators answer to the edges that they are made for', async () => {
    const upright = [0, 1, 2, 3].map(() => [0, 0, 9, 9]);
    const [across, along] = examples.edge_operators.sobel;
    const filtered = (weight: Numbers) => apply('conv2d', { filters: 1, bias: false }, [1, 4, 4], upright, { weight });
    expectClose(await filtered(across!), [36, 36, 36, 36], 'across the edge');
    expect(await filtered(along!)).toEqual([0, 0, 0, 0]);
  });
});

describe('pooling', () => {
  it('overlapping maximum over a 5×5 picture', async () => {
    const { input, output } = examples.max_pool_5x5_k3_s1;
    expect(await apply('max-pool2d', { kernel: 3, stride: 1 }, [1, 5, 5], input)).toEqual(flat(output));
  });

  it.each([['max-pool2d', 'max'], ['min-pool2d', 'min'], ['avg-pool2d', 'average']] as const)('%s over a 4×4 picture', async (type, name) => {
    expect(await apply(type, {}, [1, 4, 4], examples.pool_4x4_k2_s2.input)).toEqual(flat(examples.pool_4x4_k2_s2[name]));
  });
});

describe('units', () => {
  it('one step unit computes OR', async () => {
    const { inputs, weights, bias, z, output } = examples.perceptron_or;
    for (const [index, x] of inputs.entries()) {
      const sum = await dense(x, [weights], [bias]);
      expect(sum).toEqual([z[index]]);
      expect(await activate('step', sum)).toEqual([output[index]]);
    }
  });

  it('two layers of step units compute XOR', async () => {
    const { inputs, hidden_weights, output_weights, threshold, hidden, output } = examples.xor_two_layer;
    for (const [index, x] of inputs.entries()) {
      const first = await activate('step', await dense(x, hidden_weights, [0, 0]), { threshold });
      expect(first).toEqual(hidden[index]);
      expect(await activate('step', await dense(first, [output_weights], [0]), { threshold })).toEqual([output[index]]);
    }
  });

  it('2-2-2 with sigmoids', async () => {
    const { x, W1, b1, W2, b2, hidden, output } = examples.mlp_2_2_2;
    const first = await activate('sigmoid', await dense(x, W1, b1));
    expectClose(first, hidden, 'hidden', 1e-6);
    expectClose(await activate('sigmoid', await dense(first, W2, b2)), output, 'output', 1e-6);
  });

  it.each([examples.mlp_3_2_2_1, examples.mlp_3_2_2_1_second_row])('3-2-2-1 with ReLU and sigmoids on $x', async ({ x, a }) => {
    const { W1, b1, W2, b2, W3, b3 } = examples.mlp_3_2_2_1;
    const first = await activate('relu', await dense(x, W1, b1));
    const second = await activate('sigmoid', await dense(first, W2, b2));
    const third = await activate('sigmoid', await dense(second, W3, b3));
    [first, second, third].forEach((values, index) => expectClose(values, a[index]!, `layer ${index + 1}`, 1e-6));
  });

  it('2-1-2 with tanh and sigmoids', async () => {
    const { x, W1, b1, W2, b2, hidden, output } = examples.mlp_2_1_2;
    const first = await activate('tanh', await dense(x, W1, b1));
    expectClose(first, hidden, 'hidden', 1e-6);
    expectClose(await activate('sigmoid', await dense(first, W2, b2)), output, 'output', 1e-6);
  });
});

describe('unscaled dropout', () => {
  const { x, W1, W2, W3, mask1, mask2, z10, output, new_W1, new_W2, new_W3, new_b1, new_b2, new_b3, test } = examples.dropout_thinned;
  const unscaled = (rate: number) => ({ rate, scaling: 'none' });

  it('trains the thinned network', async () => {
    const none = [0, 0, 0, 0];
    const first = await activate('relu', await dense(x, W1, none));
    const thinned = await apply('dropout', unscaled(0.5), [4], first, { 'mask:mask': mask1 });
    const second = await activate('relu', await dense(thinned, W2, none));
    expect(second[2]).toBeCloseTo(z10, 6);
    const thinner = await apply('dropout', unscaled(0.25), [4], second, { 'mask:mask': mask2 });
    expectClose(await activate('sigmoid', await dense(thinner, [W3], [0])), [output], 'output', 1e-6);
  });

  it('multiplies by the retention afterwards', async () => {
    const first = await activate('dropout', await activate('relu', await dense(test.x, new_W1, new_b1)), unscaled(0.5));
    const second = await activate('dropout', await activate('relu', await dense(first, new_W2, new_b2)), unscaled(0.25));
    const z = await dense(second, [new_W3], [new_b3]);
    expectClose(z, [test.outgoing.z], 'z', 1e-6);
    expectClose(await activate('sigmoid', z), [test.outgoing.output], 'output', 1e-6);
  });
});
