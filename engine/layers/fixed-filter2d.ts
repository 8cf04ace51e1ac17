import { float32Tensor } from '../core/dtype';
import { choice } from '../core/parameters';
import { defineLayer, ONE_INPUT, ONE_OUTPUT } from './define-layer';
import { filteredShape, filterWindow, HAND_SET_FILTERS, pythonFilter, type HandSetFilter } from './hand-set-filters';
import { imageShape, receptiveWindow, resolvePads, torchPadding } from './image-window';

interface FixedFilter2DParameters {
  readonly filter: HandSetFilter;
  readonly padding: 'valid' | 'same';
}

export const fixedFilter2d = defineLayer<FixedFilter2DParameters>({
  type: 'fixed-filter2d',
  version: 1,
  title: 'FixedFilter2D',
  category: 'convolution',
  summary: 'Slides a filter that people have set by hand over each channel',
  documentation: {
    text: 'Sobel, Prewitt and Roberts answer to edges, sharpen adds a pixel’s difference from its neighbours, gaussian and mean blur, laplace crosses zero at an edge. Nothing is trained; what comes before can be trained through it.',
    formulas: [String.raw`y_{c,i,j} = \sum_{u,v} k_{u,v} \, x_{c,i+u,j+v}`],
    source: 'Roberts 1963; Prewitt 1970; Sobel and Feldman 1968; ONNX Conv with fixed weights',
  },
  parameters: {
    filter: choice({ label: 'Filter', help: 'across: differences from left to right; down: from the top', options: Object.keys(HAND_SET_FILTERS) as HandSetFilter[], default: 'sobel-across' }),
    padding: choice({ label: 'Padding', help: 'valid: none; same: as many zeros as keep the size', options: ['valid', 'same'], default: 'valid' }),
  },
  inputs: ONE_INPUT,
  outputs: ONE_OUTPUT,
  shape: ({ inputs: [x], parameters: { filter, padding } }) => [filteredShape(x!, HAND_SET_FILTERS[filter].length, padding, 'filter')],
  macs: ({ outputs: [y], parameters: { filter } }) => {
    const { channels, height, width } = imageShape(y!);
    return HAND_SET_FILTERS[filter].length ** 2 * channels * height * width;
  },
  window: ({ inputs: [x], parameters }) => receptiveWindow(imageShape(x!), filterWindow(HAND_SET_FILTERS[parameters.filter].length, parameters.padding)),
  lower: ({ builder: b, inputs: [x], parameters }) => {
    const image = imageShape(x!.shape.slice(1));
    const filter = HAND_SET_FILTERS[parameters.filter];
    const side = filter.length;
    const weight = b.constant(float32Tensor([image.channels, 1, side, side], Array.from({ length: image.channels }, () => filter.flat()).flat()));
    return [b.one('Conv', [x!, weight], { strides: [1, 1], dilations: [1, 1], group: image.channels, pads: resolvePads(image, filterWindow(HAND_SET_FILTERS[parameters.filter].length, parameters.padding)) })];
  },
  torch: ({ inputs: [x], parameters }) => {
    const image = imageShape(x!);
    const side = HAND_SET_FILTERS[parameters.filter].length;
    const { call } = torchPadding(resolvePads(image, filterWindow(HAND_SET_FILTERS[parameters.filter].length, parameters.padding)));
    return {
      forward: ([value]) => {
        const weight = `torch.tensor(${pythonFilter(HAND_SET_FILTERS[parameters.filter])}, dtype=${value}.dtype, device=${value}.device).expand(${image.channels}, 1, ${side}, ${side})`;
        return `F.conv2d(F.pad(${value}, ${call}), ${weight}, groups=${image.channels})`;
      },
    };
  },
  examples: [
    { title: 'Edges of a grey picture', parameters: {}, inputs: [[1, 28, 28]], outputs: [[1, 26, 26]], parameterCount: 0, macs: 6_084 },
    { title: 'A blur that keeps the size', parameters: { filter: 'gaussian', padding: 'same' }, inputs: [[3, 8, 8]], outputs: [[3, 8, 8]], parameterCount: 0, macs: 1_728 },
  ],
});
