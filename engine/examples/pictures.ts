/** Convolution and pooling cell by cell, and the edge operators. */
import numbers from './course-numbers.json';
import { flat, type Example, type Nested } from './example';
import { chain, input, output, type Box } from './network';

const conv = (name: string, weight: Nested, more: { readonly kernel: number; readonly bias?: readonly number[] }): Box => ({
  type: 'conv2d',
  name,
  params: { filters: (weight as readonly Nested[]).length, kernel: more.kernel, bias: more.bias !== undefined },
  tensors: { weight, ...(more.bias && { bias: more.bias }) },
});

/** Any loss: nothing is trained here, but a network needs an Output to answer. */
const ANSWER = output('mean-squared-error');

const grey = (weights: readonly Nested[]): Nested => weights.map((filter) => [filter]);

const six = numbers.conv_6x6_two_filters;
const five = numbers.conv_grey_5x5;
const rgb = numbers.conv_rgb_first_cell;
const overlapping = numbers.max_pool_5x5_k3_s1;
const four = numbers.pool_4x4_k2_s2;
const edges = numbers.edge_operators;

function pooling(id: string, title: string, type: string, params: Record<string, number>, picture: readonly (readonly number[])[], result: Nested, remark?: string): Example {
  return {
    id,
    title,
    kind: 'pooling',
    task: 'Work out every cell of the pooled picture.',
    ...(remark !== undefined && { remark }),
    document: () => chain(title, [input('picture', [1, picture.length, picture.length]), { type, name: 'pool', params }, ANSWER]),
    walks: [{ title: 'All cells', mode: 'test', samples: [{ inputs: { picture: flat(picture) } }], expected: [{ value: 'pool.out', numbers: flat(result) }] }],
  };
}

/** An upright edge, a level one and a corner: what each operator answers to. */
const EDGE_PICTURE = [
  [0, 0, 0, 9, 9],
  [0, 0, 0, 9, 9],
  [0, 0, 0, 9, 9],
  [0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0],
];

/** Σ filter · patch for every place, written out apart from the engine. */
function slide(picture: readonly (readonly number[])[], filter: readonly (readonly number[])[]): number[] {
  const places = Array.from({ length: picture.length - filter.length + 1 }, (_, at) => at);
  return places.flatMap((row) => places.map((column) => filter.reduce((total, line, y) => total + line.reduce((sum, weight, x) => sum + weight * picture[row + y]![column + x]!, 0), 0)));
}

function edgeOperator(id: string, title: string, filters: readonly (readonly (readonly number[])[])[]): Example {
  return {
    id,
    title,
    kind: 'convolution',
    task: `Slide both filters over the picture. The magnitude of an edge is ${edges.magnitude}, its direction ${edges.direction}.`,
    hasFixedWeights: true,
    document: () => chain(title, [input('picture', [1, 5, 5]), conv('edges', grey(filters), { kernel: filters[0]!.length }), ANSWER]),
    walks: [
      {
        title: 'Both directions',
        mode: 'test',
        samples: [{ inputs: { picture: flat(EDGE_PICTURE) } }],
        expected: [
          { value: 'edges.weight', numbers: flat(filters) },
          { value: 'edges.out', numbers: filters.flatMap((filter) => slide(EDGE_PICTURE, filter)) },
        ],
      },
    ],
  };
}

export const PICTURE_EXAMPLES: readonly Example[] = [
  {
    id: 'conv-6x6-two-filters',
    title: 'Two filters over a 6×6 picture',
    kind: 'convolution',
    task: 'Work out both feature maps.',
    remark: six.remark,
    document: () => chain('Two filters', [input('picture', [1, 6, 6]), conv('conv', grey(six.filters), { kernel: 3 }), ANSWER]),
    walks: [{ title: 'All cells', mode: 'test', samples: [{ inputs: { picture: flat(six.image) } }], expected: [{ value: 'conv.out', numbers: flat(six.output) }] }],
  },
  {
    id: 'conv-grey-5x5',
    title: 'One filter over a grey 5×5 picture',
    kind: 'convolution',
    task: 'Work out the feature map.',
    remark: 'The last cell is printed as 1.4; it is 1.9.',
    document: () => chain('Grey picture', [input('picture', [1, 5, 5]), conv('conv', grey([five.filter]), { kernel: 3 }), ANSWER]),
    walks: [{ title: 'All cells', mode: 'test', samples: [{ inputs: { picture: flat(five.image) } }], expected: [{ value: 'conv.out', numbers: flat(five.output), printed: flat(five.notes_say) }] }],
  },
  {
    id: 'conv-rgb-first-cell',
    title: 'The first cell of an RGB picture',
    kind: 'convolution',
    task: 'Add up the three channels and the bias.',
    document: () => chain('RGB cell', [input('picture', [3, 3, 3]), conv('conv', [rgb.filters], { kernel: 3, bias: [rgb.bias] }), ANSWER]),
    walks: [{ title: 'The cell', mode: 'test', samples: [{ inputs: { picture: flat(rgb.patches) } }], expected: [{ value: 'conv.out', numbers: [rgb.output] }] }],
  },
  {
    id: 'conv-rgb-per-channel',
    title: 'The first cell of an RGB picture, channel by channel',
    kind: 'convolution',
    task: 'Work out what each channel gives by itself: the depthwise half of a separable convolution.',
    document: () =>
      chain('RGB cell by channel', [input('picture', [3, 3, 3]), { type: 'depthwise-conv2d', name: 'conv', params: { kernel: 3, bias: false }, tensors: { weight: grey(rgb.filters) } }, ANSWER]),
    walks: [{ title: 'Three sums', mode: 'test', samples: [{ inputs: { picture: flat(rgb.patches) } }], expected: [{ value: 'conv.out', numbers: rgb.per_channel }] }],
  },
  pooling('max-pool-5x5', 'Overlapping maximum over a 5×5 picture', 'max-pool2d', { kernel: 3, stride: 1 }, overlapping.input, overlapping.output),
  pooling('max-pool-4x4', 'Maximum over a 4×4 picture', 'max-pool2d', { kernel: 2, stride: 2 }, four.input, four.max),
  pooling('min-pool-4x4', 'Minimum over a 4×4 picture', 'min-pool2d', { kernel: 2, stride: 2 }, four.input, four.min),
  pooling('average-pool-4x4', 'Average over a 4×4 picture', 'avg-pool2d', { kernel: 2, stride: 2 }, four.input, four.average, four.remark),
  edgeOperator('edges-roberts', 'Roberts operator', edges.roberts),
  edgeOperator('edges-prewitt', 'Prewitt operator', edges.prewitt),
  edgeOperator('edges-prewitt-4x4', 'Prewitt operator, 4×4', edges.prewitt_4x4),
  edgeOperator('edges-sobel', 'Sobel operator', edges.sobel),
];
