/** Output sizes, parameters and costs. */
import type { JsonObject } from '../document/model';
import numbers from './course-numbers.json';
import type { Example } from './example';
import { chain, input, output, type Box } from './network';

const { cases, formula, remark } = numbers.output_sizes;
const cost = numbers.separable_cost;
const [, conv1, pool1, conv2, pool2, dense1, dense2, answer] = numbers.lenet_size_table.rows;

const conv = (name: string, params: JsonObject): Box => ({ type: 'conv2d', name, params });
const channelsFirst = ([height, width, channels]: readonly number[]): number[] => (channels === undefined ? [height!] : [channels, height!, width!]);

const [rows, columns, channels] = cost.input;
const picture = [channels!, rows!, columns!];

export const SIZE_EXAMPLES: readonly Example[] = [
  ...cases.map(({ n, f, p, s, out }, index): Example => ({
    id: `output-size-${index + 1}`,
    title: `A window of ${f} over ${n}, padding ${p}, stride ${s}`,
    kind: 'sizes',
    task: `Work out the output size by ${formula}.`,
    general: { title: 'The output size of a window', task: `Work out the output size by ${formula}.` },
    ...(index === cases.length - 1 && { remark }),
    document: () => chain('Output size', [input('picture', [1, n, n]), conv('conv', { filters: 1, kernel: f, stride: s, padding: 'explicit', pads: [p, p, p, p] }), output('mean-squared-error')]),
    walks: [],
    sizes: [{ box: 'conv', shape: [1, out, out], ...(index === cases.length - 1 && { printed: 3 }) }],
  })),
  ...numbers.conv_param_counts.map(({ in_ch, f, out_ch, params }, index): Example => ({
    id: `conv-parameters-${index + 1}`,
    title: `${out_ch} ${out_ch === 1 ? 'filter' : 'filters'} of ${f}×${f} over ${in_ch} ${in_ch === 1 ? 'channel' : 'channels'}`,
    kind: 'sizes',
    task: 'Count the parameters.',
    general: { title: 'The parameters of a convolution', task: 'Count the parameters.' },
    document: () => chain('Parameters', [input('picture', [in_ch, 8, 8]), conv('conv', { filters: out_ch, kernel: f }), output('mean-squared-error')]),
    walks: [],
    sizes: [{ box: 'conv', parameters: params }],
  })),
  {
    id: 'separable-cost-normal',
    title: 'The cost of a normal convolution',
    kind: 'sizes',
    task: 'Count the multiplications.',
    document: () => chain('Normal convolution', [input('picture', picture), conv('conv', { filters: cost.filters, kernel: cost.filter, bias: false }), output('mean-squared-error')]),
    walks: [],
    sizes: [{ box: 'conv', shape: channelsFirst(cost.output), macs: cost.normal_macs }],
  },
  {
    id: 'separable-cost',
    title: 'The cost of a depthwise-separable convolution',
    kind: 'sizes',
    task: `Count the multiplications of both halves, and compare with the normal convolution: the ratio is ${cost.ratio.replace('^2', '²')}.`,
    document: () =>
      chain('Separable convolution', [
        input('picture', picture),
        { type: 'depthwise-conv2d', name: 'depthwise', params: { kernel: cost.filter, bias: false } },
        conv('pointwise', { filters: cost.filters, kernel: 1, bias: false }),
        output('mean-squared-error'),
      ]),
    walks: [],
    sizes: [
      { box: 'depthwise', macs: cost.depthwise_macs },
      { box: 'pointwise', shape: channelsFirst(cost.output), macs: cost.pointwise_macs },
    ],
  },
  {
    id: 'separable-cost-one-box',
    title: 'The cost of a depthwise-separable convolution, in one box',
    kind: 'sizes',
    task: 'Count the multiplications.',
    document: () => chain('Separable convolution', [input('picture', picture), { type: 'separable-conv2d', name: 'conv', params: { filters: cost.filters, kernel: cost.filter, bias: false } }, output('mean-squared-error')]),
    walks: [],
    sizes: [{ box: 'conv', shape: channelsFirst(cost.output), macs: cost.separable_macs }],
  },
  {
    id: 'lenet-size-table',
    title: 'The size table of a LeNet-like network',
    kind: 'sizes',
    task: 'Work out the shape, the values and the parameters of every layer.',
    document: () =>
      chain('LeNet-like', [
        input('picture', [3, 32, 32]),
        conv('conv1', { filters: 8, kernel: 5 }),
        { type: 'max-pool2d', name: 'pool1' },
        conv('conv2', { filters: 16, kernel: 5 }),
        { type: 'max-pool2d', name: 'pool2' },
        { type: 'flatten', name: 'flatten' },
        { type: 'dense', name: 'dense1', params: { units: 120 } },
        { type: 'dense', name: 'dense2', params: { units: 84 } },
        { type: 'dense', name: 'answer', params: { units: 10 } },
        output('cross-entropy'),
      ]),
    walks: [],
    sizes: [
      { box: 'picture', shape: [3, 32, 32], activations: 3072, parameters: 0 },
      ...Object.entries({ conv1, pool1, conv2, pool2, dense1, dense2, answer }).map(([box, row]) => ({ box, shape: channelsFirst(row!.shape), activations: row!.activations, parameters: row!.params })),
    ],
  },
];
