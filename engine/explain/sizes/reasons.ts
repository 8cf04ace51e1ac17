/** Why a number is what it is, in one sentence per layer and quantity. */
import type { InferredNode } from '../../infer/infer-network';
import type { LayerType } from '../../layers';
import type { Quantity } from './explain-size';

type Reasons = Partial<Record<Quantity, string>>;

const WINDOW_OUTPUT = 'The window stands once at the start of the padded input, and once more for every stride that still fits behind it.';
const SAME_CHANNELS = `${WINDOW_OUTPUT} Every channel is treated alone, so their number stays.`;

const CONVOLUTION: Reasons = {
  output: `${WINDOW_OUTPUT} Each filter gives one channel.`,
  parameters: 'Each filter has one weight for every cell of its kernel in every channel that it sees, and one bias if there is bias. All positions share them.',
  macs: 'Every value of the output is one multiplication for each weight of its filter.',
};

const DEPTHWISE: Reasons = {
  output: `${WINDOW_OUTPUT} Each channel gives as many as the multiplier says.`,
  parameters: 'Each filter sees one channel only: one weight for every cell of its kernel, and one bias if there is bias.',
  macs: 'Every value of the output is one multiplication for each cell of the kernel.',
};

const SEPARABLE: Reasons = {
  output: `${WINDOW_OUTPUT} Each filter of the second half gives one channel.`,
  parameters: 'The depthwise half has one kernel per channel; the pointwise half has one weight per channel for each filter, and the biases.',
  macs: 'The depthwise half multiplies each cell of its kernels at every position; the pointwise half mixes the channels of every position.',
};

const TRANSPOSED: Reasons = {
  output: 'Every cell of the input stamps a kernel onto the output, one stride apart; what the padding cuts off is gone again.',
  parameters: CONVOLUTION.parameters!,
  macs: 'Every value of the input is multiplied with each weight of the kernels that it stamps.',
};

const POOLING: Reasons = { output: SAME_CHANNELS };
const PADDED: Reasons = { output: 'Cells are added at the edges.' };
const ENLARGED: Reasons = { output: 'Every cell becomes a block of cells.' };

const HEAD: Reasons = { output: 'Every cell of every map gives its boxes; a box is four numbers, and a score for each class.' };

const CUT_OUT: Reasons = {
  output: 'Each region is cut out of every channel at the same size, whatever its own size is.',
  macs: 'Rows of the maps are weighed for each region in all columns, then columns in the rows that came out.',
};
const PER_REGION: Reasons = { output: 'Each region answers with the four numbers of its box and a score for each class.' };

const REASONS: Partial<Record<LayerType, Reasons>> = {
  input: { output: 'The data has this shape; it is the setting of the input.', field: 'A value of the input is itself.' },
  dense: {
    output: 'Each unit gives one value.',
    parameters: 'Every unit has a weight for every value that it reads, and one bias if there is bias.',
    macs: 'Every unit multiplies each value that it reads with its weight.',
  },
  conv1d: CONVOLUTION,
  conv2d: CONVOLUTION,
  conv3d: CONVOLUTION,
  'depthwise-conv1d': DEPTHWISE,
  'depthwise-conv2d': DEPTHWISE,
  'separable-conv1d': SEPARABLE,
  'separable-conv2d': SEPARABLE,
  'conv-transpose1d': TRANSPOSED,
  'conv-transpose2d': TRANSPOSED,
  'conv-transpose3d': TRANSPOSED,
  'max-pool1d': POOLING,
  'max-pool2d': POOLING,
  'max-pool3d': POOLING,
  'min-pool2d': POOLING,
  'avg-pool1d': POOLING,
  'avg-pool2d': POOLING,
  'avg-pool3d': POOLING,
  flatten: { output: 'All values are laid in one row, so the sizes multiply.' },
  reshape: { output: 'The values stay and are read in another shape; an axis of −1 takes what is left.' },
  permute: { output: 'The axes change places, and keep their sizes.' },
  concat: { output: 'The inputs are laid side by side along one axis, so their sizes add up there.' },
  upsample1d: ENLARGED,
  upsample2d: ENLARGED,
  upsample3d: ENLARGED,
  'zero-pad1d': PADDED,
  'zero-pad2d': PADDED,
  'zero-pad3d': PADDED,
  pad2d: PADDED,
  crop2d: { output: 'Cells are cut off at the edges.' },
  'sliding-windows': { output: 'A window of each size and proportion stands once at the start of each side, and once more for every step that still fits behind it; each is given by four numbers.' },
  'selective-search': { output: 'As many regions as are asked for, each given by the centre, the width and the height of a box; what is not found has no size.' },
  'region-proposals': {
    output: 'As many regions as are asked for, each given by the centre, the width and the height of a box.',
    macs: 'Every round of the suppression multiplies every candidate with every other; all rounds do the same.',
  },
  'roi-align': CUT_OUT,
  'roi-pool': { output: CUT_OUT.output! },
  'fast-rcnn-head': PER_REGION,
  'faster-rcnn-head': PER_REGION,
  'mask-rcnn-head': {
    output: 'Each region answers with the four numbers of its box, a score for each class, and the pixels of its mask row by row.',
    macs: 'Every pixel of a moved mask is read along rows and then along columns of the region’s own mask.',
  },
  'landmark-output': { output: 'Each point takes four numbers, and is answered with four: x, y, depth, and how likely it is seen.' },
  'heatmap-output': { output: 'Each point takes three maps: where it is, how deep, and whether it is seen. It is answered with four numbers.' },
  'yolo-v1-head': HEAD,
  'yolo-v2-head': HEAD,
  'yolo-v3-head': HEAD,
  'yolo-v5-head': HEAD,
  'yolo-v6-head': HEAD,
  'yolo-v7-head': HEAD,
  'yolo-v8-head': HEAD,
  'ssd-head': HEAD,
};

export function reasonFor(node: InferredNode, quantity: Quantity): string {
  const own = REASONS[node.definition!.type as LayerType]?.[quantity];
  return isNothing(node, quantity) ? nothing(quantity) : (own ?? usual(node, quantity));
}

function isNothing({ sizes }: InferredNode, quantity: Quantity): boolean {
  return (quantity === 'parameters' && sizes!.parameters === 0) || (quantity === 'macs' && sizes!.macs === 0);
}

function nothing(quantity: Quantity): string {
  return quantity === 'parameters' ? 'This layer has nothing to learn.' : 'Only multiplications of layers that mix many values count, as is usual; this layer has none of them.';
}

/** What holds for every layer that says nothing of its own. */
function usual({ definition, sizes }: InferredNode, quantity: Quantity): string {
  switch (quantity) {
    case 'output':
      return sizes!.inputs[0]?.join() === sizes!.outputs[0]?.join() ? 'Every value gives one value in its place, so the shape stays.' : `${definition!.summary}.`;
    case 'parameters':
      return 'A tensor holds as many values as its sizes multiply to; all of them together are the parameters.';
    case 'macs':
      return `${definition!.summary}.`;
    case 'field':
      if (sizes!.window) return 'Every further cell of the window adds as many cells of the input as lie between neighbours in what it reads.';
      return sizes!.outputs.length > 0 && sizes!.inputs[0]?.length === sizes!.outputs[0]?.length ? 'Each position looks at itself alone, so the field stays.' : 'Every value depends on all positions, so it sees the whole input.';
    case 'memory':
      return 'A value is a float32 of 4 bytes. While training, each value of the output is kept once more, for its gradient.';
  }
}
